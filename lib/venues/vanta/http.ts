import type { VantaSettings } from "./settings";

/** The result of a request: a response, or none, and whether the gateway can have acted on it. */
export type GatewayResponse =
  | { kind: "response"; status: number; body: unknown }
  | { kind: "not_sent"; cause: unknown }
  | { kind: "no_response"; cause: unknown };

interface GatewayRequest {
  method: "GET" | "POST";
  path: string;
  body?: object;
  timeoutMs: number;
}

/** Calls the gateway with the firm's key. A body that isn't JSON is `undefined`. Never throws. */
export async function callGateway(
  { gatewayUrl, apiKey }: VantaSettings,
  { method, path, body, timeoutMs }: GatewayRequest,
): Promise<GatewayResponse> {
  try {
    const response = await fetch(`${gatewayUrl.replace(/\/+$/, "")}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: "application/json",
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      // A redirect would carry a creation to an address that the firm hasn't set.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { kind: "response", status: response.status, body: parse(await response.text()) };
  } catch (cause) {
    return { kind: wasSent(cause) ? "no_response" : "not_sent", cause };
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
