import type { IncomingHttpHeaders } from "node:http";
import type { Fault } from "../faults";
import { matchRoute } from "../http/match";
import { json, type Reply } from "../http/reply";
import { newId } from "../ids";
import type { Sandbox } from "../sandbox";
import { keyKind, secretKeyRequired } from "./auth";
import type { ApiCall, KeyKind } from "./call";
import { corsHeaders } from "./cors";
import { ApiError } from "./errors";
import { errorResult, execute } from "./execute";
import { decodeForm } from "./form-decode";
import type { RequestResult } from "./idempotency";
import { rateLimited } from "./injected";
import { type Route, routes } from "./routes";

/** An HTTP request to the sandbox, read but not parsed. */
export type ApiRequest = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Replayable = RequestResult & { replayed: boolean };

/** Responds to a request to the API, or cuts the connection if a fault says so. */
export async function handleApi(sandbox: Sandbox, request: ApiRequest): Promise<Reply> {
  const requestId = newId("req");
  const headers = { ...corsHeaders, "Request-Id": requestId };
  const fault = sandbox.faults.take(request.method, request.url.pathname);
  if (fault?.kind === "drop_before") return { cut: true };
  const { status, body, replayed } = await result(sandbox, request, requestId, fault);
  if (fault?.kind === "drop_after") return { cut: true };
  return json(status, body, replayed ? { ...headers, "Idempotent-Replayed": "true" } : headers);
}

async function result(
  sandbox: Sandbox,
  request: ApiRequest,
  requestId: string,
  fault: Fault | null,
): Promise<Replayable> {
  let key: KeyKind = "publishable";
  try {
    const params = decodeForm(request.method === "POST" ? request.body : request.url.search);
    key = keyKind(request.headers, params, sandbox.keys);
    if (fault?.kind === "429") throw rateLimited();
    const { route, id } = findRoute(request, key);

    const path = request.url.pathname;
    const idempotencyKey = idempotencyKeyOf(request);
    const work = sandbox.work({ id: requestId, idempotency_key: idempotencyKey });
    const call: ApiCall = { ...work, params, id, path, key, sandboxUrl: sandbox.url };
    const run = () => execute(sandbox, route.handler, call, fault);
    if (idempotencyKey === null) return { ...(await run()), replayed: false };

    const keyed = { key: idempotencyKey, sender: key, endpoint: path, params };
    return await sandbox.idempotency.run(keyed, run);
  } catch (error) {
    return { ...errorResult(error, key), replayed: false };
  }
}

function findRoute(request: ApiRequest, key: KeyKind): { route: Route; id: string } {
  const { method, url } = request;
  const found = matchRoute(routes, method, url.pathname);
  if (found === null) {
    const message = `Unrecognized request URL (${method}: ${url.pathname}). Please see https://stripe.com/docs.`;
    throw new ApiError(404, { type: "invalid_request_error", message }, false);
  }
  if (key === "publishable" && !found.route.browser) throw secretKeyRequired();
  return found;
}

/** The key of a POST. Other methods can be repeated without one. */
function idempotencyKeyOf({ method, headers }: ApiRequest): string | null {
  const key = headers["idempotency-key"];
  return method === "POST" && typeof key === "string" && key !== "" ? key : null;
}
