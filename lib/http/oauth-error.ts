import { AppError } from "@/lib/core/errors";

/** The endpoint for app tokens. Its errors always have OAuth's form, also those found before the route runs. */
export const TOKEN_PATH = "/api/v2/oauth/token";

/** An error of RFC 6749, section 5.2. */
export class OAuthError extends Error {
  constructor(
    readonly code:
      | "invalid_request"
      | "invalid_client"
      | "unsupported_grant_type"
      | "invalid_scope",
    message: string,
  ) {
    super(message);
  }
}

/** Headers that RFC 6749, section 5.1, requires in each response of the token endpoint. */
export const oauthHeaders = { "cache-control": "no-store", pragma: "no-cache" };

/** The response to an error, in another form than the envelope. */
export interface Rejection {
  status: number;
  headers: Record<string, string>;
  body: object;
}

/**
 * An error in the form of RFC 6749, section 5.2. Errors for which the RFC has no code, such as too many requests,
 * have ours in `code`. Null for a 5xx, which has the envelope everywhere.
 */
export function oauthRejection(error: unknown, requestId: string): Rejection | null {
  if (error instanceof OAuthError) {
    const isUnknownClient = error.code === "invalid_client";
    return {
      status: isUnknownClient ? 401 : 400,
      headers: {
        ...oauthHeaders,
        ...(isUnknownClient && { "www-authenticate": 'Basic realm="propdesk"' }),
      },
      body: { error: error.code, error_description: error.message },
    };
  }
  if (!(error instanceof AppError) || error.status >= 500) return null;
  const { code, status, message: error_description, retryable, retryAfter } = error;
  const headers = {
    ...oauthHeaders,
    ...(retryAfter !== undefined && { "retry-after": String(Math.ceil(retryAfter)) }),
  };
  if (code === "INVALID_REQUEST") {
    return { status, headers, body: { error: "invalid_request", error_description } };
  }
  const body = {
    error: code === "RATE_LIMITED" ? "temporarily_unavailable" : "invalid_request",
    error_description,
    code,
    retryable,
    request_id: requestId,
  };
  return { status, headers, body };
}
