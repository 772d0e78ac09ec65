import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const known = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** An address that no route has: it is answered in the envelope. */
const NOWHERE = "/api/no-such-method";

/**
 * Answers methods such as TRACE and PROPFIND as what isn't there, in the envelope. No route is asked about
 * them: Next.js answers by itself, with an error page or nothing at all.
 */
export function divertUnknownMethods(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    if (known.has(request.method ?? "")) return;
    request.method = "GET";
    request.url = NOWHERE;
  });
}
