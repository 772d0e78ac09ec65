import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { onceOver } from "./once-over";

/** No client of ours sends more at once on one connection without waiting for a response. */
const MOST_WAITING = 20;

const waitingOn = new WeakMap<Socket, (() => void)[]>();

/**
 * Serves the requests of a connection one after another. Node.js begins with all that a client sends without waiting
 * for responses (pipelining), which would have one connection do the work of thousands at a time. A connection on
 * which too many wait is ended.
 */
export function inOrder(
  request: IncomingMessage,
  response: ServerResponse,
  serve: () => void,
): void {
  const { socket } = request;
  const begin = () => {
    onceOver(request, response, () => {
      const next = waitingOn.get(socket)?.shift();
      if (next && !socket.destroyed) next();
      else waitingOn.delete(socket);
    });
    serve();
  };
  const waiting = waitingOn.get(socket);
  if (socket.destroyed) return;
  if (waiting === undefined) {
    waitingOn.set(socket, []);
    begin();
  } else if (waiting.length < MOST_WAITING) waiting.push(begin);
  else socket.destroy();
}
