import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP, SocketAddress } from "node:net";
import { env, isEmbedded } from "@/lib/env";
import { log } from "@/lib/log";

// Next.js hides the socket from route handlers and keeps a client's own X-Forwarded-For, so the
// server writes the socket's address into a header whose name no client can know.
const shared = globalThis as typeof globalThis & {
  propdeskAddressHeader?: string;
  propdeskHasWarnedOfProxy?: boolean;
};
const header = () => {
  shared.propdeskAddressHeader ??= `x-socket-address-${randomUUID()}`;
  return shared.propdeskAddressHeader;
};

/** Notes a request's socket address in its headers. */
export function noteSocketAddress(request: IncomingMessage): void {
  warnOfUntrusted(request);
  request.headers[header()] = request.socket.remoteAddress ?? "";
}

/** Once a process: a proxy that we weren't told of makes all callers one. */
function warnOfUntrusted({ headers, socket }: IncomingMessage): void {
  if (shared.propdeskHasWarnedOfProxy || headers["x-forwarded-for"] === undefined) return;
  if (env().TRUSTED_PROXY_HOPS > 0 || isEmbedded()) return;
  shared.propdeskHasWarnedOfProxy = true;
  log().warn(
    { from: socket.remoteAddress },
    "proxy.not_trusted: a request came with X-Forwarded-For, and TRUSTED_PROXY_HOPS is 0. If a proxy of yours sent it, everyone is limited and recorded under the proxy's address",
  );
}

/**
 * An address in its one canonical spelling, without what proxies write around it: quotes, brackets, a port,
 * a zone, and what maps IPv4 into IPv6. Null for anything else.
 */
function address(entry: string | null | undefined): string | null {
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
 * proxy from our side saw. "unknown" where there is no socket (a test that calls a handler).
 */
export function clientAddress(
  headers: Pick<Headers, "get">,
  hops = env().TRUSTED_PROXY_HOPS,
): string {
  const socket = headers.get(header());
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",");
  const seen = hops > 0 ? forwarded.at(-hops) : undefined;
  return address(seen) ?? address(socket) ?? "unknown";
}
