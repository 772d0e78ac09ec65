import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { parse, readFormOrJson } from "@/lib/http/body";
import { type issueAppToken, OAuthError } from "./app-token";
import { basicInput, tokenInput } from "./schemas";

/** A token request: its form or JSON, and the client from HTTP Basic where that was used. */
export async function tokenRequest(request: Request) {
  const body = parse(tokenInput, await readFormOrJson(request));
  const basic = basicClient(request.headers.get("authorization"));
  return {
    grantType: body.grant_type,
    clientId: basic?.id ?? body.client_id,
    clientSecret: basic?.secret ?? body.client_secret,
    scope: body.scope,
  };
}

/** RFC 6749, section 2.3.1: id and secret are form-encoded before they are joined. */
function basicClient(header: string | null) {
  const encoded = /^Basic +(\S+)$/i.exec(header ?? "")?.[1];
  if (!encoded) return null;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  try {
    return parse(basicInput, {
      id: decodeURIComponent(id),
      secret: decodeURIComponent(rest.join(":")),
    });
  } catch {
    throw new OAuthError("invalid_client", "The Authorization header is not valid.");
  }
}

/**
 * The token, or the failure, in the form of RFC 6749, sections 5.1 and 5.2. What the RFC has no code for,
 * such as too many requests, has our own beside it in `code`.
 */
export async function tokenResponse(
  { requestId }: Context,
  issue: () => ReturnType<typeof issueAppToken>,
) {
  const headers = { "cache-control": "no-store", pragma: "no-cache" };
  try {
    const { accessToken, scope, expiresIn } = await issue();
    const body = { access_token: accessToken, token_type: "Bearer", expires_in: expiresIn, scope };
    return Response.json(body, { headers });
  } catch (error) {
    const rejected = rejection(error, requestId);
    if (!rejected) throw error;
    return Response.json(rejected.body, {
      status: rejected.status,
      headers: { ...headers, ...rejected.headers },
    });
  }
}

interface Rejection {
  status: number;
  headers: Record<string, string>;
  body: object;
}

/** A failure in OAuth's form; null for a fault of ours, which has the envelope everywhere. */
function rejection(error: unknown, requestId: string): Rejection | null {
  if (error instanceof OAuthError) {
    const isUnknownClient = error.code === "invalid_client";
    return {
      status: isUnknownClient ? 401 : 400,
      headers: isUnknownClient ? { "www-authenticate": 'Basic realm="propdesk"' } : {},
      body: { error: error.code, error_description: error.message },
    };
  }
  if (!(error instanceof AppError) || error.status >= 500) return null;
  const { code, status, message, retryable, retryAfter } = error;
  const error_description = message;
  if (code === "INVALID_REQUEST") {
    return { status, headers: {}, body: { error: "invalid_request", error_description } };
  }
  return {
    status,
    headers: retryAfter === undefined ? {} : { "retry-after": String(Math.ceil(retryAfter)) },
    body: {
      error: code === "RATE_LIMITED" ? "temporarily_unavailable" : "invalid_request",
      error_description,
      code,
      retryable,
      request_id: requestId,
    },
  };
}
