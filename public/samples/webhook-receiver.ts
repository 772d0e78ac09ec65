// npm install standardwebhooks
import { createServer, type IncomingMessage } from "node:http";
import { Webhook } from "standardwebhooks";

export interface WebhookEvent {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/** Keeps an event under its id: `insert … on conflict (id) do nothing`. */
type Store = (id: string, event: WebhookEvent) => Promise<void>;

/** A server that takes webhooks. `secret` is the whsec_… that you got with the endpoint. */
export function webhookReceiver(secret: string, store: Store) {
  const webhook = new Webhook(secret);
  return createServer(async (request, response) => {
    try {
      // The raw body: parsed and written again it would be other bytes than the signed ones.
      const body = await readBody(request);
      const headers = {
        "webhook-id": String(request.headers["webhook-id"] ?? ""),
        "webhook-timestamp": String(request.headers["webhook-timestamp"] ?? ""),
        "webhook-signature": String(request.headers["webhook-signature"] ?? ""),
      };
      let event: WebhookEvent;
      try {
        event = webhook.verify(body, headers) as WebhookEvent;
      } catch {
        response.writeHead(400).end();
        return;
      }
      // First keep it, then answer, then work on it: an event comes at least once.
      await store(headers["webhook-id"], event);
      response.writeHead(204).end();
    } catch {
      // Anything but 2xx, and it is sent again later.
      response.writeHead(500).end();
    }
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
