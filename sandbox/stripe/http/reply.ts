import type { ServerResponse } from "node:http";

/** What a request is answered with: text of some type, or a connection that just ends. */
export type Reply =
  | { status: number; headers: Record<string, string>; body: string }
  | { cut: true };

/** A JSON answer, indented as Stripe's are. */
export function json(status: number, body: object, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body, null, 2),
  };
}

/** A page of the sandbox's own. */
export function html(status: number, body: string): Reply {
  return { status, headers: { "Content-Type": "text/html; charset=utf-8" }, body };
}

/** Sends the browser on with a GET. */
export function redirect(location: string): Reply {
  return { status: 303, headers: { Location: location }, body: "" };
}

/** Writes the reply, or ends the connection without one. */
export function send(response: ServerResponse, reply: Reply): void {
  if ("cut" in reply) {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, { "Cache-Control": "no-store", ...reply.headers });
  response.end(reply.body);
}
