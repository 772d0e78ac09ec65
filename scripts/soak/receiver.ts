import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { Webhook } from "standardwebhooks";
import { randomOf } from "./random";

const REJECTED_SHARE = 0.05;

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** A partner's server that receives webhooks: it verifies and counts them, and rejects some on the first attempt. */
export async function startReceiver(seed: number) {
  const random = randomOf(seed, "receiver");
  /** How often each message was accepted, by its `webhook-id`. */
  const received = new Map<string, number>();
  const rejected = new Set<string>();
  const forged: string[] = [];
  let webhook: Webhook | undefined;
  let acceptsAll = false;

  function respond(id: string, body: string, headers: Record<string, string>): number {
    try {
      if (!webhook) throw new Error("received before the secret was set");
      webhook.verify(body, headers);
    } catch (error) {
      forged.push(`${id}: ${error instanceof Error ? error.message : error}`);
      return 400;
    }
    const isFirst = !received.has(id) && !rejected.has(id);
    if (isFirst && random() < REJECTED_SHARE && !acceptsAll) {
      rejected.add(id);
      return 500;
    }
    received.set(id, (received.get(id) ?? 0) + 1);
    return 204;
  }

  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = headersOf(request);
    response.writeHead(respond(headers["webhook-id"] ?? "without an id", body, headers)).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    rejected,
    forged,
    /** Sets the secret that webhooks must be signed with. */
    setSecret(secret: string): void {
      webhook = new Webhook(secret);
    },
    /** Accepts everything from now on: the soak would only have to wait for the retries. */
    stopRejecting(): void {
      acceptsAll = true;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
}
