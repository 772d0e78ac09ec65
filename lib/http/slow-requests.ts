import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** How long after the response a body is still read: a client that is sending then reads the response. */
const GRACE_MS = 2_000;

/**
 * Sets how long a server waits for a whole request: `bodySeconds` longer than for its headers. Node.js's default is
 * 5 minutes.
 */
export function setRequestTimeout(server: Server, bodySeconds: number): void {
  const limitMs = server.headersTimeout + bodySeconds * 1_000;
  if (server.requestTimeout !== limitMs) server.requestTimeout = limitMs;
}

/**
 * Closes the connection of a request whose body isn't complete two seconds after its response was sent. Node.js
 * would go on reading the body, however long it is.
 */
export function endUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  // Later the request may have no socket: if a handler has stopped reading its body.
  const { socket } = request;
  response.once("finish", () => {
    if (request.complete) return;
    const timer = setTimeout(() => {
      if (!request.complete) socket.destroy();
    }, GRACE_MS);
    timer.unref();
  });
}
