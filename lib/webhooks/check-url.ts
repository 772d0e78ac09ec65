import { isIP } from "node:net";
import { isEmbedded } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { blockedPort } from "./blocked-ports";
import { isPublicAddress } from "./public-address";

/** A URL's host as an address, without the brackets of IPv6; null for a name. */
export function literalAddress({ hostname }: URL): string | null {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(host) ? host : null;
}

/**
 * An endpoint's address in its normal form, in which an IPv4 host is always four decimal numbers. What
 * a name resolves to is checked when it is connected to. Throws INVALID_REQUEST.
 */
export function checkUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw refused("must be a URL");
  const protocols = isEmbedded() ? ["https:", "http:"] : ["https:"];
  if (!protocols.includes(url.protocol)) throw refused("must be https");
  if (url.username || url.password) throw refused("must not hold a user name or password");
  const port = blockedPort(url);
  if (port !== null) {
    throw refused(
      `must not have port ${port}, which belongs to another protocol: use 443, or another port`,
    );
  }
  const address = literalAddress(url);
  if (address && !isEmbedded() && !isPublicAddress(address)) {
    throw refused("must not be a private, loopback or link-local address");
  }
  url.hash = "";
  return url.href;
}

const refused = (message: string) =>
  new AppError("INVALID_REQUEST", `Invalid request. url: ${message}.`, {
    fields: [{ path: "url", message }],
  });
