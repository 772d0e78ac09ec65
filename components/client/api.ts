/** One field of a rejected request and what is wrong with it. */
export interface FieldProblem {
  path: string;
  message: string;
}

interface ApiErrorDetails {
  code: string;
  message: string;
  status: number;
  retryable?: boolean;
  requestId?: string | null;
  fields?: FieldProblem[];
  retryAfter?: number | null;
  beside?: Record<string, unknown>;
}

/** An error response of our API, or no response at all (code NETWORK, status 0). */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  /** The reference to quote to support; null if the server was not reached. */
  readonly requestId: string | null;
  readonly fields: FieldProblem[];
  /** Seconds to wait before trying again, from the Retry-After header. */
  readonly retryAfter: number | null;
  /** The body's other fields beside `error`, such as the purchase that failed. */
  readonly beside: Record<string, unknown>;

  constructor(details: ApiErrorDetails) {
    super(details.message);
    this.name = "ApiError";
    this.code = details.code;
    this.status = details.status;
    this.retryable = details.retryable ?? false;
    this.requestId = details.requestId ?? null;
    this.fields = details.fields ?? [];
    this.retryAfter = details.retryAfter ?? null;
    this.beside = details.beside ?? {};
  }
}

interface Options {
  idempotencyKey?: string;
  signal?: AbortSignal;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Calls our own API with the browser's session and returns the parsed body.
 * Throws ApiError for every error response and for an unreachable server; an abort stays an AbortError.
 */
export async function api<T>(
  method: Method,
  path: string,
  body?: unknown,
  { idempotencyKey, signal }: Options = {},
): Promise<T> {
  const headers = new Headers({ accept: "application/json" });
  if (body !== undefined) headers.set("content-type", "application/json");
  if (idempotencyKey) headers.set("idempotency-key", idempotencyKey);
  const response = await send(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  const json: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toApiError(response, json);
  return json as T;
}

/** Calls an operation of our API that returns a file. Throws ApiError, as `api` does. */
export async function apiFile(path: string, body: unknown): Promise<Blob> {
  const headers = new Headers({ "content-type": "application/json" });
  const response = await send(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw toApiError(response, await response.json().catch(() => null));
  return response.blob();
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: "same-origin", cache: "no-store" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError({
      code: "NETWORK",
      status: 0,
      message: "We couldn't reach the server. Check your connection and try again.",
      retryable: true,
    });
  }
}

interface Envelope {
  error: {
    code: string;
    message: string;
    retryable?: boolean;
    request_id?: string;
    fields?: FieldProblem[];
  };
}

const isEnvelope = (json: unknown): json is Envelope =>
  typeof json === "object" &&
  json !== null &&
  "error" in json &&
  typeof json.error === "object" &&
  json.error !== null &&
  "code" in json.error;

/** The error of a response. One without the envelope comes from something in between, such as a proxy. */
function toApiError(response: Response, json: unknown): ApiError {
  const { status } = response;
  const requestId = response.headers.get("x-request-id");
  const retryAfter = Number(response.headers.get("retry-after")) || null;
  if (!isEnvelope(json)) {
    return new ApiError({
      code: "INTERNAL",
      status,
      message: "Something went wrong on our side. Try again in a moment.",
      retryable: status >= 500,
      requestId,
      retryAfter,
    });
  }
  const { error, ...beside } = json;
  const { code, message, retryable, request_id, fields } = error;
  return new ApiError({
    code,
    status,
    message,
    retryable,
    requestId: request_id ?? requestId,
    fields,
    retryAfter,
    beside,
  });
}
