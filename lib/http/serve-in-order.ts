import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { whenFinished } from "./when-finished";

/** No honest client has more requests in flight on one connection. */
const MAX_QUEUED = 20;

const queueOfSocket = new WeakMap<Socket, (() => void)[]>();

/**
 * Serves the requests of a connection one after another. Node.js starts all requests that a client sends without
 * waiting for responses (pipelining), so that one connection could do the work of thousands. A connection with
 * too many queued requests is closed.
 */
export function serveInOrder(
  request: IncomingMessage,
  response: ServerResponse,
  serve: () => void,
): void {
  const { socket } = request;
  const start = () => {
    whenFinished(request, response, () => {
      const next = queueOfSocket.get(socket)?.shift();
      if (next && !socket.destroyed) next();
      else queueOfSocket.delete(socket);
    });
    serve();
  };
  const queue = queueOfSocket.get(socket);
  if (socket.destroyed) return;
  if (queue === undefined) {
    queueOfSocket.set(socket, []);
    start();
  } else if (queue.length < MAX_QUEUED) queue.push(start);
  else socket.destroy();
}
