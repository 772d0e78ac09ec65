import { findOperation } from "../http/api";
import { validateResponse } from "../http/contract";
import { current } from "../http/current-request";
import { handlerOf } from "../http/routes";

interface Sent {
  method?: "GET" | "HEAD" | "POST";
  headers?: Record<string, string>;
  body?: string;
}

/** Calls next-auth's route under /api/auth/, as a browser with the cookies of the jar. A documented response is validated. */
export async function nextAuthCall(path: string, jar: Map<string, string>, sent: Sent = {}) {
  const { method = "GET", body } = sent;
  current.headers = new Headers(sent.headers);
  current.cookies = [...jar].map(([name, value]) => ({ name, value }));
  const url = new URL(`/api/auth/${path}`, "http://propdesk.localhost");
  const request = new Request(url, { method, headers: current.headers, ...(body && { body }) });
  const nextauth = url.pathname.split("/").slice(3);
  const handler = await handlerOf(`${method === "POST" ? "POST" : "GET"} /api/auth/[...nextauth]`);
  const response = await handler(request, { params: Promise.resolve({ nextauth }) });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value) jar.set(name, decodeURIComponent(value));
    else jar.delete(name);
  }
  const text = await response.text();
  const { status, headers } = response;
  const received = { status, headers, body: text.startsWith("{") ? JSON.parse(text) : text };
  const found = findOperation(method, url.pathname);
  // A form that doesn't ask for JSON is redirected. Our pages send none.
  if (found && status !== 302) validateResponse(found.operation, received);
  return received;
}

/** Posts a form to next-auth with its CSRF token, as the sign-in page does; `fields` may name another callbackUrl. */
export async function nextAuthPost(
  path: string,
  jar: Map<string, string>,
  fields: object,
  more: Record<string, string> = {},
) {
  const { csrfToken } = (await nextAuthCall("csrf", jar)).body;
  const callbackUrl = "http://propdesk.localhost/dashboard";
  const body = new URLSearchParams({ callbackUrl, ...fields, csrfToken, json: "true" }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", ...more };
  return nextAuthCall(path, jar, { method: "POST", headers, body });
}
