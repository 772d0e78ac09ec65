import type { IncomingHttpHeaders } from "node:http";
import type { Fault } from "../faults";
import { matchRoute } from "../http/match";
import { json, type Reply } from "../http/reply";
import { newId } from "../ids";
import { shownTo } from "../payment-intents/access";
import type { Sandbox } from "../sandbox";
import { keyKind, secretKeyRequired } from "./auth";
import type { KeyKind } from "./call";
import { corsHeaders } from "./cors";
import { ApiError, docUrl } from "./errors";
import { expand } from "./expand";
import { decodeForm, type FormObject } from "./form-decode";
import type { Answer } from "./idempotency";
import { failInside, rateLimited } from "./injected";
import { optionalList } from "./params";
import { type Route, routes } from "./routes";

/** An HTTP request to `/v1`, read but not yet understood. */
export type ApiRequest = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** Answers a request to the API, or cuts it off when a fault says so. */
export async function handleApi(sandbox: Sandbox, request: ApiRequest): Promise<Reply> {
  const requestId = newId("req");
  const headers = { ...corsHeaders, "Request-Id": requestId };
  const fault = sandbox.faults.take(request.method, request.url.pathname);
  if (fault?.kind === "drop_before") return { cut: true };
  const { status, body, replayed } = await answer(sandbox, request, requestId, fault);
  if (fault?.kind === "drop_after") return { cut: true };
  return json(status, body, replayed ? { ...headers, "Idempotent-Replayed": "true" } : headers);
}

async function answer(
  sandbox: Sandbox,
  request: ApiRequest,
  requestId: string,
  fault: Fault | null,
): Promise<Answer & { replayed: boolean }> {
  let key: KeyKind = "publishable";
  try {
    const params = decodeForm(request.method === "POST" ? request.body : request.url.search);
    key = keyKind(request.headers, params, sandbox.keys);
    if (fault?.kind === "429") throw rateLimited();
    const { route, id } = findRoute(request, key);

    const endpoint = request.url.pathname;
    const idempotencyKey = request.method === "POST" ? idempotencyKeyOf(request.headers) : null;
    const execute = async (): Promise<Answer> => {
      try {
        if (fault !== null) await failInside(fault, sandbox.closing);
        const cause = { id: requestId, idempotency_key: idempotencyKey };
        const call = {
          ...sandbox.work(cause),
          params,
          id,
          path: endpoint,
          key,
          sandboxUrl: sandbox.url,
        };
        return {
          status: 200,
          body: expanded(sandbox, route.handler(call), params),
          executed: true,
        };
      } catch (error) {
        return errorAnswer(error, key, requestId);
      }
    };
    if (idempotencyKey === null) return { ...(await execute()), replayed: false };
    return await sandbox.idempotency.run({ key: idempotencyKey, endpoint, params }, execute);
  } catch (error) {
    return { ...errorAnswer(error, key, requestId), replayed: false };
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

function idempotencyKeyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers["idempotency-key"];
  return typeof key === "string" && key !== "" ? key : null;
}

function expanded(sandbox: Sandbox, body: object, params: FormObject): object {
  const paths = optionalList(params, "expand");
  return paths === null ? body : expand(sandbox.store, body, paths);
}

/** The answer to a refused request. What was not foreseen is logged, and hidden from the caller. */
function errorAnswer(error: unknown, key: KeyKind, requestId: string): Answer {
  if (!(error instanceof ApiError)) {
    console.error(`stripe sandbox: ${requestId} failed`, error);
    const message = "An unknown error occurred in the sandbox.";
    return { status: 500, body: { error: { type: "api_error", message } }, executed: true };
  }
  const { payment_intent: intent, ...fields } = error.fields;
  const body = {
    ...fields,
    ...(fields.code === undefined ? {} : { doc_url: docUrl(fields.code) }),
    ...(intent === undefined ? {} : { payment_intent: shownTo(key, intent) }),
  };
  return { status: error.status, body: { error: body }, executed: error.executed };
}
