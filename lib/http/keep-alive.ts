import type { Server } from "node:http";

/**
 * Sets how many seconds a server keeps idle connections open. Node.js's default, 5 s, is shorter than that of load
 * balancers: one that sends a request on a connection that is being closed responds with 502.
 */
export function setKeepAlive(server: Server, seconds: number): void {
  const idleMs = seconds * 1_000;
  if (server.keepAliveTimeout === idleMs) return;
  server.keepAliveTimeout = idleMs;
  // Must be longer: it may count from the last use of the connection.
  server.headersTimeout = Math.max(server.headersTimeout, idleMs + 1_000);
}
