import { env, isEmbedded } from "@/lib/core/env";
import { isLoopbackHost } from "@/lib/core/loopback";

/** The path to which incoming-requests.ts routes a request whose Host isn't allowed. */
export const MISDIRECTED_PATH = "/api/misdirected";

/** In characters: the longest DNS name, 253, and a port. */
const MAX_HOST_LENGTH = 260;

/** Whether a text is a host with or without a port, and nothing else of a URL. */
const isHost = (text: string): boolean =>
  text.length <= MAX_HOST_LENGTH &&
  /^[^\s/\\?#@\x80-\uffff]+$/.test(text) &&
  URL.canParse(`http://${text}`);

/**
 * Whether a request's Host header is allowed. The embedded stack shows all emails, and an attacker's web page can
 * make its own name resolve to this machine (DNS rebinding): there only APP_URL's host and names that no name server
 * gives out are allowed. In production the proxy checks the host: any valid one is allowed, and none, as in HTTP/1.0.
 */
export function isAllowedHost(host: string | undefined): boolean {
  if (!isEmbedded()) return host === undefined || isHost(host);
  if (host === new URL(env().APP_URL).host) return true;
  return host !== undefined && isLoopbackHost(host.replace(/:\d+$/, ""));
}
