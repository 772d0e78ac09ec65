// npm install standardwebhooks
import { createServer, type IncomingMessage } from "node:http";
import { Webhook } from "standardwebhooks";

export interface WebhookEvent {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/** Stores an event once per ID: `insert … on conflict (id) do nothing`. */
type Store = (id: string, event: WebhookEvent) => Promise<void>;

/** A server that receives webhooks. `secret` is the whsec_… secret of the endpoint. */
export function webhookReceiver(secret: string, store: Store) {
  const webhook = new Webhook(secret);
  return createServer(async (request, response) => {
    try {
      // Use the raw body: parsing and serializing it again changes the signed bytes.
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
      // Store the event, respond, then process it. You may get duplicates.
      await store(headers["webhook-id"], event);
      response.writeHead(204).end();
    } catch {
      // Any status other than 2xx is retried.
      response.writeHead(500).end();
    }
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
