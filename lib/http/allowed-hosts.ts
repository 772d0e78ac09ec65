import { env, isEmbedded } from "@/lib/env";
import { isLoopbackHost } from "@/lib/loopback";

/** Where incoming.ts sends a request for a host that isn't this server's. */
export const MISDIRECTED_PATH = "/api/misdirected";

/**
 * Whether a request's Host header is one that it may come with. The embedded stack shows all emails, and a
 * web page can have its own name resolve to this machine: only names that no name server gives out are
 * taken there. In production the proxy before us knows the hosts, and any that can be one is taken.
 */
export function isAllowedHost(host: string | undefined): boolean {
  if (!isEmbedded()) return host === undefined || URL.canParse(`http://${host}`);
  if (host === new URL(env().APP_URL).host) return true;
  return host !== undefined && isLoopbackHost(host.replace(/:\d+$/, ""));
}
