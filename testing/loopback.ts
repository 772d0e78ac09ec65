import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { env } from "@/lib/env";
import { methodOf, pathOf } from "@/lib/openapi/operation";
import { operations } from "@/lib/openapi/operations";
import { handlerOf } from "./routes";

type Answer = (request: Request) => Promise<Response> | Response;

/**
 * This process's own HTTP address, as Next.js would serve it: each operation's path leads to its
 * route's handler. `override` answers in its place. `seen` has what came.
 */
export async function startLoopback() {
  const seen: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const loopback = { override: null as Answer | null, seen };
  const server = createServer(async (incoming, outgoing) => {
    const body = await textOf(incoming);
    const { method = "GET", url = "/", headers } = incoming;
    seen.push({ method, url, headers, body });
    const request = new Request(new URL(url, "http://propdesk.localhost"), {
      method,
      headers: new Headers(headers as Record<string, string>),
      ...(body && { body }),
    });
    const response = await (loopback.override ?? serve)(request);
    outgoing.writeHead(response.status, [...response.headers].flat());
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  env().PORT = (server.address() as AddressInfo).port;
  return Object.assign(loopback, {
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
  const { pathname } = new URL(request.url);
  for (const operation of operations) {
    const names: string[] = [];
    const pattern = pathOf(operation).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return "([^/]+)";
    });
    const match = new RegExp(`^${pattern}$`).exec(pathname);
    if (!match || methodOf(operation) !== request.method) continue;
    const params = Object.fromEntries(names.map((name, i) => [name, match[i + 1]]));
    return (await handlerOf(operation.route))(request, { params: Promise.resolve(params) });
  }
  return new Response("nothing here", { status: 404 });
}
