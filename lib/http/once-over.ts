import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

const open = new WeakMap<Socket, Set<() => void>>();
const endsOf = new WeakMap<ServerResponse, (() => void)[]>();

function openOn(socket: Socket): Set<() => void> {
  const known = open.get(socket);
  if (known) return known;
  const ends = new Set<() => void>();
  open.set(socket, ends);
  socket.once("close", () => {
    // The newest first: else those that wait would begin as the ones before them end.
    for (const end of [...ends].reverse()) end();
  });
  return ends;
}

/**
 * Calls `then` once, when a request has its response or its connection has ended. A response that waits behind
 * others of its connection (pipelined requests) emits no "close" when that ends.
 */
export function onceOver(
  { socket }: IncomingMessage,
  response: ServerResponse,
  then: () => void,
): void {
  const ends = openOn(socket);
  const end = () => {
    if (ends.delete(end)) then();
  };
  ends.add(end);
  const known = endsOf.get(response);
  if (known) {
    known.push(end);
    return;
  }
  // One listener for all: Node.js warns of a response that has more than ten.
  const own = [end];
  endsOf.set(response, own);
  response.once("close", () => {
    for (const each of own) each();
  });
}
