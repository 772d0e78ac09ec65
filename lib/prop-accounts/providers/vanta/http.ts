import type { VantaSettings } from "./settings";

/** What came of a request: an answer, or none, and whether the gateway can have acted on it. */
export type Reply =
  | { kind: "answer"; status: number; body: unknown }
  | { kind: "not sent"; cause: unknown }
  | { kind: "no answer"; cause: unknown };

interface Call {
  method: "GET" | "POST";
  path: string;
  body?: object;
  timeoutMs: number;
}

/** Calls the gateway with the firm's key. A body that isn't JSON is `undefined`. Never throws. */
export async function callGateway(
  { gatewayUrl, apiKey }: VantaSettings,
  { method, path, body, timeoutMs }: Call,
): Promise<Reply> {
  try {
    const answer = await fetch(`${gatewayUrl.replace(/\/+$/, "")}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: "application/json",
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      // A redirect would carry a creation to somewhere that the firm hasn't named.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { kind: "answer", status: answer.status, body: parse(await answer.text()) };
  } catch (cause) {
    return { kind: wasSent(cause) ? "no answer" : "not sent", cause };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Failures to find or to reach the host: they come before the first byte of a request.
const BEFORE_SENDING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|(CERT|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO).*)$/;

function wasSent(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ("code" in e && typeof e.code === "string" && BEFORE_SENDING.test(e.code)) return false;
  }
  return true;
}
