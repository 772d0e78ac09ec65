import { request as httpRequest, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { countUp, type Tally } from "./tally";

/** How long a client repeats a call before it gives up. */
const TIMEOUT_MS = 120_000;
const PAUSE_MS = 500;

const errorBody = z.object({ error: z.object({ code: z.string(), retryable: z.boolean() }) });

export interface Call {
  method?: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body?: object;
}

/** The body of a successful response, or the code of an expected error. */
export type CallResult<T> = { body: T } | { rejected: string };

export type Client = ReturnType<typeof createClient>;

/** A client that follows the API's documentation: it repeats failed calls unchanged, with the same Idempotency-Key. */
export function createClient(origin: string, tally: Tally) {
  /**
   * The response's body, or the error code if it is one of the `expected` ones. Throws on any other error that can't
   * be retried, and when no response comes in time.
   */
  async function tryCall<T>(
    request: Call,
    schema: z.ZodType<T>,
    { expected = [], lookUp }: CallOptions<T> = {},
  ): Promise<CallResult<T>> {
    const { path } = request;
    for (const end = Date.now() + TIMEOUT_MS; Date.now() < end; ) {
      const result = await send(request);
      if (result === null) {
        countUp(tally.repeated, `${path}: no response`);
      } else if (result.status < 300) {
        return { body: schema.parse(result.body) };
      } else {
        const code = errorBody.safeParse(result.body).data?.error.code;
        if (code !== undefined && expected.includes(code)) return { rejected: code };
        recordError(path, result);
      }
      await sleep(result?.waitMs ?? PAUSE_MS);
      const found = await lookUp?.();
      if (found) return { body: found };
    }
    throw new Error(`${path} had no response within ${TIMEOUT_MS / 1000} s`);
  }

  /** Sends a request once. Null if the connection was refused or cut. */
  async function send({ path, method = "POST", headers, body }: Call) {
    const call = { since: performance.now() };
    tally.pendingCalls.add(call);
    try {
      return await fetchOnOwnConnection(new URL(path, origin), { method, headers, body });
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      // Not connected, so the server hasn't begun: a proxy sends the call to another one.
      if (error.syscall === "connect") return null;
      if (tally.isWebStopping) tally.lostInStops.push(`${path}: ${error}`);
      else tally.cutOff += 1;
      return null;
    } finally {
      tally.pendingCalls.delete(call);
    }
  }

  function recordError(
    path: string,
    { status, body }: Awaited<ReturnType<typeof fetchOnOwnConnection>>,
  ): void {
    const { data } = errorBody.safeParse(body);
    const description = `${path}: ${status} ${data?.error.code ?? "without a code"}`;
    if (data?.error.retryable) countUp(tally.repeated, description);
    else tally.unexpectedErrors.push(description);
    // A server error is repeated as well: the call must succeed in the end.
    if (status < 500 && !data?.error.retryable) throw new Error(description);
  }

  return {
    tryCall,
    /** The response's body. Throws on an error that can't be retried, and when no response comes in time. */
    async call<T>(request: Call, schema: z.ZodType<T>): Promise<T> {
      const result = await tryCall(request, schema);
      if ("body" in result) return result.body;
      throw new Error(`${request.path}: ${result.rejected}`);
    },
  };
}

/** Whether the server wasn't reached, or the connection was cut before the end of the response. */
const isConnectionError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && String(error.code).startsWith("ECONN");

interface CallOptions<T> {
  /** Error codes that are a valid result of this call. */
  expected?: readonly string[];
  /** Checks whether the call had its effect, before it is repeated. */
  lookUp?: () => Promise<T | null>;
}

/**
 * Each request has a connection of its own. If a server closes a reused connection while a request is sent on it, a
 * client can't tell whether the server read the request. Proxies repeat those; the soak would count each as lost.
 */
async function fetchOnOwnConnection(
  url: URL,
  { method, headers, body }: Pick<Call, "method" | "headers" | "body">,
) {
  const request = httpRequest(url, {
    method,
    agent: false,
    headers: { "content-type": "application/json", ...headers },
  });
  request.end(body && JSON.stringify(body));
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on("response", resolve).on("error", reject);
  });
  const received = await text(response);
  const isJson = response.headers["content-type"]?.includes("json");
  const wait = Number(response.headers["retry-after"]);
  return {
    status: response.statusCode ?? 0,
    body: isJson ? (JSON.parse(received) as unknown) : received,
    waitMs: wait > 0 ? wait * 1_000 : PAUSE_MS,
  };
}
