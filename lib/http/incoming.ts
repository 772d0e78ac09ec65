import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { noteSocketAddress } from "./client-address";

const known = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** Addresses that no route has: they are answered in the envelope. */
const NO_SUCH_METHOD = "/api/no-such-method";
const MALFORMED = "/api/malformed-address";

/**
 * Looks at each request before Next.js does, from now on. Called once, when the server starts. What Next.js
 * would answer by itself, with a page or nothing at all, goes to our API, which has an envelope.
 */
export function watchIncoming(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    noteSocketAddress(request);
    // Such as TRACE and PROPFIND: no route is asked about them.
    if (!known.has(request.method ?? "")) {
      request.method = "GET";
      request.url = NO_SUCH_METHOD;
      return;
    }
    request.url = routed(request.url ?? "/");
  });
}

/** What is published, written plainly: nothing in it could lead out of its folder. */
const PLAIN = /^\/(v2|prop)(\/[\w-]+)+$/;

/**
 * The address that a route is found by at once: next.config.mjs would rewrite it to the same, later. Only
 * where it is plain: all others are left to Next.js, which makes them so first.
 */
export function routed(address: string): string {
  // `*`, or one with its host.
  if (!address.startsWith("/")) return MALFORMED;
  if (!/^\/(v2|prop|api)\b/i.test(address)) return address;
  const [path = ""] = address.split("?", 1);
  if (path.includes("%") && isMalformed(path)) return MALFORMED;
  return PLAIN.test(path) ? `/api${address}` : address;
}

function isMalformed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return false;
  } catch {
    return true;
  }
}
