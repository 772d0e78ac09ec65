import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP, SocketAddress } from "node:net";
import { env, isEmbedded } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { perProcess } from "@/lib/core/per-process";

// Next.js hides the socket from route handlers and passes on a client's own X-Forwarded-For. So the server writes
// the socket's address into a header with a random name, which no client can know.
const header = perProcess("address-header", () => `x-socket-address-${randomUUID()}`);
const proxyWarning = perProcess("proxy-warning", () => ({ isLogged: false }));

/** Stores a request's socket address in its headers, for `clientAddress`. */
export function storeSocketAddress(request: IncomingMessage): void {
  warnOfUntrustedProxy(request);
  request.headers[header()] = request.socket.remoteAddress ?? "";
}

/** Warns once a process: behind a proxy that the settings don't name, all callers have one address. */
function warnOfUntrustedProxy({ headers, socket }: IncomingMessage): void {
  if (proxyWarning().isLogged || headers["x-forwarded-for"] === undefined) return;
  if (env().TRUSTED_PROXY_HOPS > 0 || isEmbedded()) return;
  proxyWarning().isLogged = true;
  log().warn(
    {
      from: socket.remoteAddress,
      advice:
        "A request has X-Forwarded-For, and TRUSTED_PROXY_HOPS is 0. If a proxy of yours sent it, all callers are limited and recorded under the proxy's address.",
    },
    "proxy.not_trusted",
  );
}

/**
 * An address in its canonical form, without what proxies may add: quotes, brackets, a port, a zone, and the prefix
 * that maps IPv4 into IPv6. Null for anything else.
 */
function canonicalAddress(entry: string | null | undefined): string | null {
  const plain = (entry ?? "")
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replace(/^\[(.+)\](:\d+)?$/, "$1")
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1")
    .replace(/%.*$/, "");
  const version = isIP(plain);
  if (version !== 6) return version === 4 ? plain : null;
  const { address: canonical } = new SocketAddress({ address: plain, family: "ipv6" });
  return /^::ffff:(\d+(?:\.\d+){3})$/.exec(canonical)?.[1] ?? canonical;
}

/**
 * The client's address: the socket's, or with TRUSTED_PROXY_HOPS = n the one that the n-th
 * proxy, counted from our side, received the request from. "unknown" without a socket (a test that calls a handler).
 */
export function clientAddress(
  headers: Pick<Headers, "get">,
  hops = env().TRUSTED_PROXY_HOPS,
): string {
  const socket = headers.get(header());
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",");
  const forwardedFor = hops > 0 ? forwarded.at(-hops) : undefined;
  return canonicalAddress(forwardedFor) ?? canonicalAddress(socket) ?? "unknown";
}
