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

/** The token, or the failure, in the form of RFC 6749, sections 5.1 and 5.2. */
export async function tokenResponse(issue: () => ReturnType<typeof issueAppToken>) {
  const headers = { "cache-control": "no-store", pragma: "no-cache" };
  try {
    const { accessToken, scope, expiresIn } = await issue();
    const body = { access_token: accessToken, token_type: "Bearer", expires_in: expiresIn, scope };
    return Response.json(body, { headers });
  } catch (error) {
    const refusal = asOAuthError(error);
    if (!refusal) throw error;
    const unknownClient = refusal.code === "invalid_client";
    return Response.json(
      { error: refusal.code, error_description: refusal.message },
      {
        status: unknownClient ? 401 : 400,
        headers: {
          ...headers,
          ...(unknownClient && { "www-authenticate": 'Basic realm="propdesk"' }),
        },
      },
    );
  }
}

function asOAuthError(error: unknown): OAuthError | null {
  if (error instanceof OAuthError) return error;
  const malformed = error instanceof AppError && error.code === "INVALID_REQUEST";
  return malformed ? new OAuthError("invalid_request", error.message) : null;
}
