import { subscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

// Next.js compiles the routes apart from what runs at the start: they share this by the process alone.
const shared = globalThis as typeof globalThis & { propdeskIsDraining?: boolean };

/** Whether this process was told to end: it still responds, and wants no new traffic. */
export const isDraining = (): boolean => shared.propdeskIsDraining === true;

const LOOK_MS = 20;

/**
 * Follows all requests of this process's HTTP servers from now on, so that they can be ended without losing one:
 * `drain` makes the process not ready and has each response close its connection; `close` then ends the servers;
 * `idle` resolves once no request is under way.
 */
export function trackRequests() {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  subscribe("http.server.request.start", (message) => {
    const { server, response } = message as { server: Server; response: ServerResponse };
    servers.add(server);
    open.add(response);
    response.once("close", () => open.delete(response));
    if (isDraining()) closeAfter(response);
  });
  return {
    drain() {
      shared.propdeskIsDraining = true;
      for (const response of open) closeAfter(response);
    },
    close() {
      for (const server of servers) server.close();
    },
    async idle() {
      while (open.size > 0) await sleep(LOOK_MS);
    },
  };
}

/** A proxy that reads `Connection: close` sends nothing more on that connection, so nothing of it can be lost. */
function closeAfter(response: ServerResponse): void {
  response.shouldKeepAlive = false;
}
