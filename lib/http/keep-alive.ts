import type { Server } from "node:http";

/**
 * Keeps a server's idle connections open for so many seconds. Node.js's own 5 s are shorter than what load
 * balancers keep theirs for: one that sends on a connection that is being closed answers 502.
 */
export function keepAliveFor(server: Server, seconds: number): void {
  const idleMs = seconds * 1_000;
  if (server.keepAliveTimeout === idleMs) return;
  server.keepAliveTimeout = idleMs;
  // Must be the longer: it may count from when the connection was last used.
  server.headersTimeout = Math.max(server.headersTimeout, idleMs + 1_000);
}
