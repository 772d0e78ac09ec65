import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

const callbacksOfSocket = new WeakMap<Socket, Set<() => void>>();
const callbacksOfResponse = new WeakMap<ServerResponse, (() => void)[]>();

function callbacksOn(socket: Socket): Set<() => void> {
  const existing = callbacksOfSocket.get(socket);
  if (existing) return existing;
  const callbacks = new Set<() => void>();
  callbacksOfSocket.set(socket, callbacks);
  socket.once("close", () => {
    // The newest first: otherwise queued requests would start as the ones before them finish.
    for (const callback of [...callbacks].reverse()) callback();
  });
  return callbacks;
}

/**
 * Calls `callback` once, when a request has its response or its connection has closed. Listening for the
 * response's "close" isn't enough: a response that is queued behind others of its connection (pipelined
 * requests) emits none when the connection closes.
 */
export function whenFinished(
  { socket }: IncomingMessage,
  response: ServerResponse,
  callback: () => void,
): void {
  const pending = callbacksOn(socket);
  const finish = () => {
    if (pending.delete(finish)) callback();
  };
  pending.add(finish);
  const existing = callbacksOfResponse.get(response);
  if (existing) {
    existing.push(finish);
    return;
  }
  // One listener for all callbacks: Node.js warns of more than ten listeners.
  const callbacks = [finish];
  callbacksOfResponse.set(response, callbacks);
  response.once("close", () => {
    for (const each of callbacks) each();
  });
}
