import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { env } from "@/lib/core/env";
import { findOperation } from "./api";
import { handlerOf } from "./routes";

type Serve = (request: Request) => Promise<Response> | Response;

/**
 * This process's own HTTP address, as Next.js would serve it: the path of each operation leads to the handler of its
 * route. `override` responds in its place. `requests` has those that were received.
 */
export async function startOwnServer() {
  const requests: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] =
    [];
  const own = { override: null as Serve | null, requests };
  const server = createServer(async (incoming, outgoing) => {
    const body = await textOf(incoming);
    const { method = "GET", url = "/", headers } = incoming;
    requests.push({ method, url, headers, body });
    const request = new Request(new URL(url, "http://propdesk.localhost"), {
      method,
      headers: new Headers(headers as Record<string, string>),
      ...(body && { body }),
    });
    const response = await (own.override ?? serve)(request);
    outgoing.writeHead(response.status, [...response.headers].flat());
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  env().PORT = (server.address() as AddressInfo).port;
  return Object.assign(own, {
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming) text += chunk;
  return text;
}

async function serve(request: Request): Promise<Response> {
  const found = findOperation(request.method, new URL(request.url).pathname);
  if (!found) return new Response("nothing here", { status: 404 });
  const handler = await handlerOf(found.operation.route);
  return handler(request, { params: Promise.resolve(found.params) });
}
