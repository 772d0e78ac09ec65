import { parse, readFormOrJson } from "@/lib/http/body";
import { OAuthError, oauthHeaders } from "@/lib/http/oauth-error";
import type { issueAppToken } from "./app-token";
import { basicInput, tokenInput } from "./schemas";

/** Reads a token request: its form or JSON, and the client from HTTP Basic if that is used. */
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
    throw new OAuthError("invalid_client", "The Authorization header isn't valid.");
  }
}

/** The response with a token, in the form of RFC 6749, section 5.1. */
export function tokenResponse({
  accessToken,
  scope,
  expiresIn,
}: Awaited<ReturnType<typeof issueAppToken>>): Response {
  const body = { access_token: accessToken, token_type: "Bearer", expires_in: expiresIn, scope };
  return Response.json(body, { headers: oauthHeaders });
}
