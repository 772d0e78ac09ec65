import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { perProcess } from "@/lib/core/per-process";
import { whenFinished } from "./when-finished";

const drain = perProcess("drain", () => ({ isDraining: false }));

/** Whether this process is about to end. It still responds, and load balancers should send it no new traffic. */
export const isDraining = (): boolean => drain().isDraining;

const POLL_MS = 20;
/** How long an accepted connection may take to send its request, once no new connections are accepted. */
const LAST_REQUEST_MS = 1_000;
/** In a turn of the event loop as short as this, hardly a connection comes between its accepts and its end. */
const SHORT_TURN_MS = 2;
/** How long it waits for a short turn that accepts no connection; after that, one of any length will do. */
const SHORT_TURN_TIMEOUT_MS = 1_000;
/** How long it waits for a turn that accepts no connection; then it stops listening in any case. */
const IDLE_TURN_TIMEOUT_MS = 3_000;

/**
 * Tracks the requests of this process's HTTP servers, so that the process can end without losing one. `drain` makes
 * the process not ready. `close` accepts no more connections, has each response close its connection, and resolves
 * once the requests of all accepted connections have their responses. `finish` is for the moment before the process
 * ends: it waits for requests that have come since on connections that were still open.
 */
export function trackRequests() {
  const servers = new Set<Server>();
  const openResponses = new Set<ServerResponse>();
  let isClosed = false;
  let accepted = 0;
  let started = 0;
  subscribe("net.server.socket", () => {
    accepted += 1;
  });
  subscribe("http.server.request.start", (message) => {
    const { server, request, response } = message as {
      server: Server;
      request: IncomingMessage;
      response: ServerResponse;
    };
    servers.add(server);
    openResponses.add(response);
    started += 1;
    whenFinished(request, response, () => openResponses.delete(response));
    if (isClosed) closeConnectionAfter(response);
  });
  return {
    drain() {
      drain().isDraining = true;
    },
    async close() {
      await waitForIdleTurn(() => accepted);
      // Not the HTTP server's own close: it would cut connections whose request is under way or not read yet.
      for (const server of servers) NetServer.prototype.close.call(server);
      isClosed = true;
      for (const response of openResponses) closeConnectionAfter(response);
      const until = performance.now() + LAST_REQUEST_MS;
      const isAwaited = async () =>
        performance.now() < until && (await countConnections(servers)) > 0;
      while (openResponses.size > 0 || (await isAwaited())) await sleep(POLL_MS);
    },
    async finish() {
      for (let before = -1; before !== started || openResponses.size > 0; ) {
        before = started;
        if (openResponses.size > 0) await sleep(POLL_MS);
        // A turn of the event loop, which reads what has arrived.
        await setImmediate();
        await setImmediate();
      }
    },
  };
}

/**
 * Waits until a turn of the event loop has accepted no connection: then none waits in the kernel, which resets
 * waiting connections when a server stops listening. A turn accepts at least one of those that wait. A short turn is
 * preferred: what connects after the turn's accepts is reset as well.
 */
async function waitForIdleTurn(countAccepted: () => number): Promise<void> {
  const start = performance.now();
  // The turn that this begins in may have accepted its connections already.
  await setImmediate();
  for (;;) {
    const [before, turnStart] = [countAccepted(), performance.now()];
    await setImmediate();
    const now = performance.now();
    const isIdle = countAccepted() === before;
    const isShort = now - turnStart < SHORT_TURN_MS;
    if (isIdle && (isShort || now - start > SHORT_TURN_TIMEOUT_MS)) return;
    if (now - start > IDLE_TURN_TIMEOUT_MS) return;
  }
}

async function countConnections(servers: Iterable<Server>): Promise<number> {
  let count = 0;
  for (const server of servers) {
    count += await new Promise<number>((resolve) => {
      server.getConnections((_, connections) => resolve(connections ?? 0));
    });
  }
  return count;
}

/** With `Connection: close` a proxy sends nothing more on the connection, so no request can be lost. */
function closeConnectionAfter(response: ServerResponse): void {
  response.shouldKeepAlive = false;
}
