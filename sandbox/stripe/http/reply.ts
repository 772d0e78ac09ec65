import type { ServerResponse } from "node:http";

/** The reply to a request: text of some type, or a connection that ends without one. */
export type Reply =
  | { status: number; headers: Record<string, string>; body: string }
  | { cut: true };

/** A JSON reply, indented as Stripe's are. */
export function json(status: number, body: object, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body, null, 2),
  };
}

/** An HTML page. */
export function html(status: number, body: string): Reply {
  return { status, headers: { "Content-Type": "text/html; charset=utf-8" }, body };
}

/** Redirects the browser with a GET. */
export function redirect(location: string): Reply {
  return { status: 303, headers: { Location: location }, body: "" };
}

/** Writes the response, or cuts the connection. */
export function send(response: ServerResponse, reply: Reply): void {
  if ("cut" in reply) {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, { "Cache-Control": "no-store", ...reply.headers });
  response.end(reply.body);
}
