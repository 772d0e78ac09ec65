import { isIP } from "node:net";
import { isEmbedded } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { blockedPort } from "./blocked-ports";
import { isPublicAddress } from "./public-address";

/** The host of a URL if it is an IP address, without the brackets of IPv6; null if it is a name. */
export function literalAddress({ hostname }: URL): string | null {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(host) ? host : null;
}

/**
 * Checks the URL of an endpoint. Returns it in its normal form, in which an IPv4 host is four decimal numbers. The
 * addresses of a host name are checked on each connection (post.ts). Throws INVALID_REQUEST.
 */
export function checkUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw rejected("must be a URL");
  const protocols = isEmbedded() ? ["https:", "http:"] : ["https:"];
  if (!protocols.includes(url.protocol)) throw rejected("must be https");
  if (url.username || url.password) throw rejected("must not contain a username or password");
  const port = blockedPort(url);
  if (port !== null) {
    throw rejected(
      `must not use port ${port}, which is reserved for another protocol. Use 443 or a different port`,
    );
  }
  const address = literalAddress(url);
  if (address && !isEmbedded() && !isPublicAddress(address)) {
    throw rejected("must not be a private, loopback or link-local address");
  }
  url.hash = "";
  return url.href;
}

const rejected = (message: string) =>
  new AppError("INVALID_REQUEST", `Invalid request. url: ${message}.`, {
    fields: [{ path: "url", message }],
  });
