import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { ListedSubaccount } from "@/lib/venues/vanta/schemas";

/** A response, none at all (`none`), or a connection that breaks (`reset`). */
type Reply = { status: number; body: unknown } | "none" | "reset";

/** What the gateway does with one creation. Without any it creates one subaccount and responds with it. */
interface Creation {
  /** How many subaccounts it creates. */
  creates?: number;
  reply?: Reply;
  /** Fields of the subaccount that differ from the request. */
  as?: Partial<ListedSubaccount>;
  /** Runs after the creation and before the response. */
  beforeReply?: () => Promise<unknown>;
}

const creationRequest = z.strictObject({ asset_class: z.string(), account_size: z.number().int() });

/** An entity miner's gateway: it creates a subaccount for each request, and has no idempotency key. */
export async function startGateway({ entity, apiKey }: { entity: string; apiKey: string }) {
  const subaccounts: ListedSubaccount[] = [];
  const nextCreations: Creation[] = [];
  const nextLists: Reply[] = [];
  let requests = 0;

  /** Creates a subaccount, as a request or an operator at the miner's own console does. */
  const create = (
    asset_class: string,
    account_size: number,
    as: Partial<ListedSubaccount> = {},
  ) => {
    const subaccount_id = subaccounts.length;
    const subaccount = {
      subaccount_id,
      subaccount_uuid: randomUUID(),
      synthetic_hotkey: `${entity}_${subaccount_id}`,
      asset_class,
      account_size,
      status: "active",
      ...as,
    };
    subaccounts.push(subaccount);
    return subaccount;
  };

  async function handleCreation(request: IncomingMessage): Promise<Reply> {
    const { asset_class, account_size } = creationRequest.parse(await json(request));
    requests += 1;
    const { creates = 1, reply, as, beforeReply } = nextCreations.shift() ?? {};
    const created = Array.from({ length: creates }, () => create(asset_class, account_size, as));
    await beforeReply?.();
    return reply ?? { status: 200, body: { status: "success", subaccount: created.at(-1) } };
  }

  async function handle(request: IncomingMessage): Promise<Reply> {
    if (request.headers.authorization !== `Bearer ${apiKey}`) {
      return { status: 401, body: { error: "Invalid API key" } };
    }
    const route = `${request.method} ${request.url}`;
    if (route === "POST /api/create-subaccount") return handleCreation(request);
    if (route === `GET /api/entity/${entity}/subaccounts`) {
      return nextLists.shift() ?? { status: 200, body: { subaccounts } };
    }
    return { status: 404, body: { error: "Not found" } };
  }

  const server = createServer(async (request, response) => {
    const reply = await handle(request);
    if (reply === "reset") request.socket.destroy();
    else if (reply !== "none") send(response, reply);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    subaccounts,
    create,
    /** How many creations were requested. */
    requests: () => requests,
    /** Sets what it does with the next creations, in turn. */
    onCreation: (...creations: Creation[]) => nextCreations.push(...creations),
    /** Sets the replies to the next requests of the list, in turn. */
    onList: (...replies: Reply[]) => nextLists.push(...replies),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A text is sent as it is, so that a response can be something else than JSON. */
function send(response: ServerResponse, { status, body }: Exclude<Reply, string>): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
