import { env, isEmbedded } from "@/lib/env";
import { isLoopbackHost } from "@/lib/loopback";

/** Where incoming.ts sends a request for a host that isn't this server's. */
export const MISDIRECTED_PATH = "/api/misdirected";

/** In characters: the longest name that DNS has, 253, and a port. */
const LONGEST = 260;

/** Whether a text is a host with or without a port, and nothing that an address has beside those. */
const isHost = (text: string): boolean =>
  text.length <= LONGEST &&
  /^[^\s/\\?#@\x80-\uffff]+$/.test(text) &&
  URL.canParse(`http://${text}`);

/**
 * Whether a request's Host header is one that it may come with. The embedded stack shows all emails, and a
 * web page can have its own name resolve to this machine: only names that no name server gives out are
 * taken there. In production the proxy before us knows the hosts, and any that can be one is taken, or none, as in
 * HTTP/1.0.
 */
export function isAllowedHost(host: string | undefined): boolean {
  if (!isEmbedded()) return host === undefined || isHost(host);
  if (host === new URL(env().APP_URL).host) return true;
  return host !== undefined && isLoopbackHost(host.replace(/:\d+$/, ""));
}
