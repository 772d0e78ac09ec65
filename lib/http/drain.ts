import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { onceOver } from "./once-over";

// Next.js compiles the routes apart from what runs at the start: they share this by the process alone.
const shared = globalThis as typeof globalThis & { propdeskIsDraining?: boolean };

/** Whether this process was told to end: it still responds, and wants no new traffic. */
export const isDraining = (): boolean => shared.propdeskIsDraining === true;

const LOOK_MS = 20;
/** How long a connection that was accepted may take to say what it wants, once no new one is. */
const LAST_REQUEST_MS = 1_000;
/** A turn of the event loop that takes less had nothing to do, and so left no connection waiting. */
const EMPTY_TURN_MS = 0.1;
const EMPTY_TURN_PATIENCE_MS = 1_000;

/**
 * Follows all requests of this process's HTTP servers from now on, so that they can be ended without losing one:
 * `drain` makes the process not ready; `close` then accepts no more connections, has each response close its own, and
 * resolves once the requests of all that were accepted have their responses.
 */
export function trackRequests() {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  let isClosed = false;
  subscribe("http.server.request.start", (message) => {
    const { server, request, response } = message as {
      server: Server;
      request: IncomingMessage;
      response: ServerResponse;
    };
    servers.add(server);
    open.add(response);
    onceOver(request, response, () => open.delete(response));
    if (isClosed) closeAfter(response);
  });
  return {
    drain() {
      shared.propdeskIsDraining = true;
    },
    async close() {
      await emptyTurn();
      // Not the HTTP server's own: it would cut connections whose request is on its way, or not read yet.
      for (const server of servers) NetServer.prototype.close.call(server);
      isClosed = true;
      for (const response of open) closeAfter(response);
      const until = performance.now() + LAST_REQUEST_MS;
      const isAwaited = async () => performance.now() < until && (await countOf(servers)) > 0;
      while (open.size > 0 || (await isAwaited())) await sleep(LOOK_MS);
    },
  };
}

/**
 * Waits for a moment in which no connection waits to be accepted, as far as there is one: the kernel resets those that
 * do when a server stops listening.
 */
async function emptyTurn(): Promise<void> {
  const until = performance.now() + EMPTY_TURN_PATIENCE_MS;
  for (let at = performance.now(); at < until; ) {
    await setImmediate();
    const before = at;
    at = performance.now();
    if (at - before < EMPTY_TURN_MS) return;
  }
}

async function countOf(servers: Iterable<Server>): Promise<number> {
  let count = 0;
  for (const server of servers) {
    count += await new Promise<number>((resolve) => {
      server.getConnections((_, connections) => resolve(connections ?? 0));
    });
  }
  return count;
}

/** A proxy that reads `Connection: close` sends nothing more on that connection, so nothing of it can be lost. */
function closeAfter(response: ServerResponse): void {
  response.shouldKeepAlive = false;
}
