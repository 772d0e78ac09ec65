import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { Webhook } from "standardwebhooks";
import { randomOf } from "./random";

const REFUSED = 0.05;

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** A partner's server that is told of what happens: it verifies, counts, and refuses some at first. */
export async function startReceiver(seed: number) {
  const random = randomOf(seed, "receiver");
  /** How often each message was accepted, by its `webhook-id`. */
  const received = new Map<string, number>();
  const refused = new Set<string>();
  const forged: string[] = [];
  let webhook: Webhook | undefined;
  let isCalm = false;

  function answer(id: string, body: string, headers: Record<string, string>): number {
    try {
      if (!webhook) throw new Error("came before the secret");
      webhook.verify(body, headers);
    } catch (error) {
      forged.push(`${id}: ${error instanceof Error ? error.message : error}`);
      return 400;
    }
    const isFirst = !received.has(id) && !refused.has(id);
    if (isFirst && random() < REFUSED && !isCalm) {
      refused.add(id);
      return 500;
    }
    received.set(id, (received.get(id) ?? 0) + 1);
    return 204;
  }

  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = headersOf(request);
    response.writeHead(answer(headers["webhook-id"] ?? "without an id", body, headers)).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    refused,
    forged,
    /** The secret that its messages are signed with. */
    expect(secret: string): void {
      webhook = new Webhook(secret);
    },
    /** From now on it refuses nothing: what it refuses last would only be waited for. */
    calmDown(): void {
      isCalm = true;
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
