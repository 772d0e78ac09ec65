import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** A request that a receiver has received. */
export interface Message {
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

type Responder = (response: ServerResponse, message: Message) => void;
const accept: Responder = (response) => void response.writeHead(204).end();

/** A webhook receiver on loopback: it records its messages, and `respond` responds to them. */
export async function startReceiver(respond: Responder = accept) {
  const messages: Message[] = [];
  const receiver = { respond };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const message = { headers: request.headers, body, at: Date.now() };
    messages.push(message);
    receiver.respond(response, message);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    messages,
    port,
    url: `http://127.0.0.1:${port}/hook`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}

/** The content of a message, verified by the library of Standard Webhooks. Throws if the signature is invalid. */
export const verified = (secret: string, { body, headers }: Message) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string;
    timestamp: string;
    data: Record<string, unknown>;
  };
