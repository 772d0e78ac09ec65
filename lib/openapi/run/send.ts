import { isIPv6 } from "node:net";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

const TIMEOUT_MS = 20_000;
/** The most bytes of a body that are read. */
const READ_BYTES = 512 * 1024;

interface Sent {
  method: string;
  address: string;
  headers: Record<string, string>;
  body?: unknown;
}

export interface Received {
  status: number;
  durationMs: number;
  headers: Headers;
  text: string;
  truncated: boolean;
}

/**
 * Calls this very server, over HTTP, so that the real route with its auth boundary responds. Doesn't follow
 * redirects. Throws UNAVAILABLE without a response in time.
 */
export async function send({ method, address, headers, body }: Sent): Promise<Received> {
  const start = performance.now();
  try {
    const response = await fetch(`${ownOrigin()}${address}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { text, truncated } = await readSome(response);
    const durationMs = Math.round(performance.now() - start);
    return { status: response.status, durationMs, headers: response.headers, text, truncated };
  } catch (cause) {
    if (!hasNoResponse(cause)) throw cause;
    throw new AppError("UNAVAILABLE", "The operation didn't respond in time. Try again.", {
      retryAfter: 5,
      cause,
    });
  }
}

/** This server's address: its loopback address, unless it listens on one other address only. */
function ownOrigin(): string {
  const { HOST, PORT } = env();
  const isWildcard = HOST === "0.0.0.0" || HOST === "::";
  const host = isWildcard ? "127.0.0.1" : HOST;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${PORT}`;
}

/** Whether there was no response: a timeout, or no connection, which fetch has as its error's cause. */
function hasNoResponse(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === "TimeoutError";
  return error instanceof TypeError && error.cause instanceof Error && "code" in error.cause;
}

async function readSome({ body }: Response): Promise<{ text: string; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    chunks.push(next.value);
    size += next.value.byteLength;
    if (size < READ_BYTES) continue;
    await reader?.cancel();
    break;
  }
  const whole = Buffer.concat(chunks);
  const text = whole.subarray(0, READ_BYTES).toString("utf8");
  return { text, truncated: size >= READ_BYTES };
}
