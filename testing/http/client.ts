import { type Actor, credentialHeaders } from "../actors/credentials";
import { findOperation } from "./api";
import { callHandler } from "./call-handler";
import { validateResponse } from "./contract";
import { handlerOf } from "./routes";

/** What a test sends beside the body. */
export interface RequestOptions {
  /** Headers beside those of the actor's credentials; one of the same name replaces it. */
  headers?: Record<string, string>;
  query?: Record<string, string | number>;
  /** The text of a body, in place of an object that is sent as JSON. */
  raw?: string;
}

interface Request extends RequestOptions {
  body?: unknown;
}

/**
 * The API as an actor calls it: `as(trader).post("/prop/challenge/buy", body)`. A call takes the credentials of the
 * actor that the operation accepts, runs the handler of its route file, and throws unless the response is as the
 * OpenAPI document says. Paths are the published ones, with their parameters filled in.
 */
export function as(actor: Actor) {
  const request = (method: string, path: string, sent: Request = {}) =>
    callOperation(actor, method, path, sent);
  return {
    request,
    get: (path: string, options?: RequestOptions) => request("GET", path, options),
    delete: (path: string, options?: RequestOptions) => request("DELETE", path, options),
    post: (path: string, body?: unknown, options: RequestOptions = {}) =>
      request("POST", path, { ...options, body }),
    put: (path: string, body?: unknown, options: RequestOptions = {}) =>
      request("PUT", path, { ...options, body }),
    patch: (path: string, body?: unknown, options: RequestOptions = {}) =>
      request("PATCH", path, { ...options, body }),
  };
}

async function callOperation(actor: Actor, method: string, path: string, sent: Request) {
  const { query = {}, headers = {}, ...content } = sent;
  const url = new URL(path, "http://propdesk.localhost");
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const found = findOperation(method, url.pathname);
  if (!found) throw new Error(`There is no operation ${method} ${url.pathname}.`);
  const { operation, params } = found;
  const response = await callHandler(await handlerOf(operation.route), {
    method,
    path: url.pathname + url.search,
    params,
    headers: { ...(await credentialHeaders(actor, operation.surface)), ...headers },
    ...content,
  });
  validateResponse(operation, response);
  return response;
}
