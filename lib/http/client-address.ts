import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { env } from "@/lib/env";

// Next.js hides the socket from route handlers and keeps a client's own X-Forwarded-For, so the
// server writes the socket's address into a header whose name no client can know.
const shared = globalThis as typeof globalThis & { propdeskAddressHeader?: string };
const header = () => {
  shared.propdeskAddressHeader ??= `x-socket-address-${randomUUID()}`;
  return shared.propdeskAddressHeader;
};

/** Notes a request's socket address in its headers. */
export function noteSocketAddress(request: IncomingMessage): void {
  request.headers[header()] = request.socket.remoteAddress ?? "";
}

/** An address without what proxies write around it (::ffff:, brackets, a port); null for anything else. */
function address(entry: string | null | undefined): string | null {
  const plain = (entry ?? "")
    .trim()
    .replace(/^\[(.+)\](:\d+)?$/, "$1")
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(plain) ? plain : null;
}

/**
 * The client's address: the socket's, or with TRUSTED_PROXY_HOPS = n the one that the n-th
 * proxy from our side saw. "unknown" where there is no socket (a test that calls a handler).
 */
export function clientAddress(headers: Headers, hops = env().TRUSTED_PROXY_HOPS): string {
  const socket = headers.get(header());
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",");
  const seen = hops > 0 ? forwarded.at(-hops) : undefined;
  return address(seen) ?? address(socket) ?? "unknown";
}
