import type { IncomingHttpHeaders } from "node:http";
import type { Sandbox } from "../sandbox";

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a request reaches this machine by a name that no name server resolves: a web page can have a name of
 * its own resolve to it.
 */
export const isLoopbackHost = (host: string | undefined): boolean =>
  host !== undefined && LOOPBACK_HOST.test(host);

/**
 * Whether a request may use the controls: it carries the secret key, or comes from a page of the sandbox.
 * A page of another origin can't claim the latter.
 */
export function mayControl(
  sandbox: Sandbox,
  method: string,
  headers: IncomingHttpHeaders,
): boolean {
  if (headers.authorization === `Bearer ${sandbox.keys.secret}`) return true;
  const { host = "", origin } = headers;
  if (method === "POST") return origin === `http://${host}`;
  return headers["sec-fetch-site"] === "same-origin" || headers["sec-fetch-site"] === "none";
}
