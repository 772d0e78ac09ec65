import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** After the response: what is still sent is read for so long, so that a client that is sending sees it. */
const GRACE_MS = 2_000;

/**
 * Ends requests that take their time. A request as a whole, its body included, has `bodySeconds` longer
 * than its headers; Node.js's own limit is 5 minutes.
 */
export function limitRequests(server: Server, bodySeconds: number): void {
  const limitMs = server.headersTimeout + bodySeconds * 1_000;
  if (server.requestTimeout !== limitMs) server.requestTimeout = limitMs;
}

/**
 * Ends the connection of a request whose body hasn't come soon after its response was sent. Node.js would
 * go on reading it, of whatever length.
 */
export function endUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  // One that a handler has given up reading is without its socket later.
  const { socket } = request;
  response.once("finish", () => {
    if (request.complete) return;
    const timer = setTimeout(() => {
      if (!request.complete) socket.destroy();
    }, GRACE_MS);
    timer.unref();
  });
}
