import type { Handler } from "@/lib/http/observe";

interface Call {
  method?: string;
  path?: string;
  body?: unknown;
  /** The text of a body, in place of a value that is sent as JSON. */
  raw?: string;
  headers?: Record<string, string>;
  params?: Record<string, string | string[]>;
}

/**
 * Calls a handler as the server does, and reads its response. For handlers that no route serves, as those of
 * `handlerFor`, and for paths of no operation; the operations of the API are called with `as(…)`.
 */
export async function callHandler(handler: Handler, { params = {}, ...options }: Call = {}) {
  const { method = "GET", path = "/", body, raw, headers = {} } = options;
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(new URL(path, "http://propdesk.localhost"), {
    method,
    headers: { ...(sent !== undefined && { "content-type": "application/json" }), ...headers },
    ...(sent !== undefined && { body: sent }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? true;
  const content = text && isJson ? JSON.parse(text) : text || null;
  return {
    status: response.status,
    headers: response.headers,
    body: content,
    /** The code of an error in the envelope. */
    code: content?.error?.code as string | undefined,
  };
}

/** The messages of an INVALID_REQUEST response, by the path of the field. */
export const fieldMessages = ({ body }: Awaited<ReturnType<typeof callHandler>>) =>
  Object.fromEntries(
    (body.error.fields ?? []).map((field: { path: string; message: string }) => [
      field.path,
      field.message,
    ]),
  );
