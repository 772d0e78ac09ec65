import type { IncomingHttpHeaders } from "node:http";
import type { Sandbox } from "../sandbox";

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a request may use the controls: it carries the secret key, or a page of the sandbox's
 * own, opened at a loopback address, made it. A page of another origin can't say the latter.
 */
export function mayControl(
  sandbox: Sandbox,
  method: string,
  headers: IncomingHttpHeaders,
): boolean {
  if (headers.authorization === `Bearer ${sandbox.keys.secret}`) return true;
  const { host = "", origin } = headers;
  if (!LOOPBACK_HOST.test(host)) return false;
  if (method === "POST") return origin === `http://${host}`;
  return headers["sec-fetch-site"] === "same-origin" || headers["sec-fetch-site"] === "none";
}
