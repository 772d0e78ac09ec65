import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { ListedSubaccount } from "@/lib/prop-accounts/providers/vanta/schemas";

/** What is answered: this, nothing (`silence`), or a connection that breaks (`cut`). */
type Answer = { status: number; body: unknown } | "silence" | "cut";

/** What the gateway does with one creation. Without any it makes one subaccount and says so. */
interface Turn {
  makes?: number;
  answer?: Answer;
  /** What the subaccount is said to be, wherever it isn't what it is. */
  as?: Partial<ListedSubaccount>;
  /** Done with the request before it is answered. */
  meanwhile?: () => Promise<unknown>;
}

const order = z.strictObject({ asset_class: z.string(), account_size: z.number().int() });

/** An entity miner's gateway: it makes a subaccount for each request, and knows no idempotency key. */
export async function startGateway({ entity, apiKey }: { entity: string; apiKey: string }) {
  const subaccounts: ListedSubaccount[] = [];
  const turns: Turn[] = [];
  const listTurns: Answer[] = [];
  let asked = 0;

  /** Makes a subaccount, as a request or a person at the miner's own console does. */
  const make = (asset_class: string, account_size: number, as: Partial<ListedSubaccount> = {}) => {
    const subaccount_id = subaccounts.length;
    const made = {
      subaccount_id,
      subaccount_uuid: randomUUID(),
      synthetic_hotkey: `${entity}_${subaccount_id}`,
      asset_class,
      account_size,
      status: "active",
      ...as,
    };
    subaccounts.push(made);
    return made;
  };

  async function create(request: IncomingMessage): Promise<Answer> {
    const { asset_class, account_size } = order.parse(await json(request));
    asked += 1;
    const { makes = 1, answer, as, meanwhile } = turns.shift() ?? {};
    const made = Array.from({ length: makes }, () => make(asset_class, account_size, as));
    await meanwhile?.();
    return answer ?? { status: 200, body: { status: "success", subaccount: made.at(-1) } };
  }

  async function answerOf(request: IncomingMessage): Promise<Answer> {
    if (request.headers.authorization !== `Bearer ${apiKey}`) {
      return { status: 401, body: { error: "Invalid API key" } };
    }
    const route = `${request.method} ${request.url}`;
    if (route === "POST /api/create-subaccount") return create(request);
    if (route === `GET /api/entity/${entity}/subaccounts`) {
      return listTurns.shift() ?? { status: 200, body: { subaccounts } };
    }
    return { status: 404, body: { error: "Not found" } };
  }

  const server = createServer(async (request, response) => {
    const answer = await answerOf(request);
    if (answer === "cut") request.socket.destroy();
    else if (answer !== "silence") send(response, answer);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    subaccounts,
    make,
    /** How often it was asked for a subaccount. */
    asked: () => asked,
    /** What it does with the next creations, in turn. */
    next: (...some: Turn[]) => turns.push(...some),
    /** The same for the next readings of the list. */
    nextList: (...some: Answer[]) => listTurns.push(...some),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A text is sent as it is, so that an answer can be something else than JSON. */
function send(response: ServerResponse, { status, body }: Exclude<Answer, string>): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
