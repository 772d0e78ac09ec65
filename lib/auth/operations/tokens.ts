import type { z } from "zod";
import { requireApp } from "@/lib/core/context";
import { oauthRejection } from "@/lib/http/oauth-error";
import { exampleRequestId, operation, type ResponseDeclaration } from "@/lib/http/operation";
import { issueAppToken } from "../app-token";
import { logIn } from "../log-in";
import { tokenRequest, tokenResponse } from "../oauth";
import { presentCaller, presentSession } from "../present";
import {
  appTokenView,
  completeTokenInput,
  logInInput,
  meView,
  oauthErrorView,
  oauthOtherErrorView,
  revokedView,
  revokeInput,
  sessionView,
  userTokenView,
} from "../schemas";
import { revokeSessionToken, sessionSeconds } from "../sessions";

const TOKEN = "eyJhbGciOiJIUzI1NiIsImtpZCI6IuKApiJ9…";
const user = { user_id: "usr_01932f6a0c7b7d3f8a54e1c2b3a49d10", email: "trader@your.example" };
const session = {
  ...user,
  session_token: TOKEN,
  session_expires_at: "2026-12-21T09:30:00.000Z",
};
const signIn = { email: user.email, password: "a long enough password" };

type OtherError = z.output<typeof oauthOtherErrorView>;

/** A failure for which OAuth has no code: ours is added. */
const inOAuthForm = (code: OtherError["code"], error_description: string): ResponseDeclaration => {
  const isLimit = code === "RATE_LIMITED";
  const error: OtherError["error"] = isLimit ? "temporarily_unavailable" : "invalid_request";
  return {
    description: `In OAuth format, with the API's own \`code\`: ${code}.`,
    schema: oauthOtherErrorView,
    example: { error, error_description, code, retryable: isLimit, request_id: exampleRequestId },
  };
};

/** Tokens of apps and of customers. */
export const tokenOperations = {
  createAppToken: operation({
    route: "POST /api/v2/oauth/token",
    tag: "Authentication",
    summary: "Get an app access token",
    description:
      "OAuth 2.0 client credentials (RFC 6749, section 4.4). Send the client credentials in the body or with HTTP Basic. Tokens last one hour and are revoked immediately if the app is disabled. Errors use the OAuth format, including RATE_LIMITED: requests are limited per client ID and IP address.",
    surface: "public",
    security: [{ client: [] }, {}],
    body: {
      schema: completeTokenInput,
      example: {
        grant_type: "client_credentials",
        client_id: "app_yours",
        client_secret: "your client secret",
        scope: "payments:read payments:write accounts:read",
      },
      isForm: true,
      isRaw: true,
    },
    responses: {
      200: {
        description: "The token.",
        schema: appTokenView,
        example: {
          access_token: TOKEN,
          token_type: "Bearer",
          expires_in: 3_600,
          scope: "payments:read payments:write accounts:read",
        },
      },
    },
    otherErrors: {
      400: {
        description:
          "In OAuth format: a parameter is missing or sent twice (`invalid_request`), the grant type isn't supported (`unsupported_grant_type`), or the app doesn't have a scope (`invalid_scope`).",
        schema: oauthErrorView,
        example: { error: "invalid_scope", error_description: "Not granted: auth:write." },
      },
      401: {
        description:
          "In OAuth format: the client is missing, unknown or disabled, or its secret is wrong (`invalid_client`).",
        schema: oauthErrorView,
        example: {
          error: "invalid_client",
          error_description: "Unknown client or wrong secret.",
        },
      },
      413: inOAuthForm("BODY_TOO_LARGE", "The body is larger than 64 KiB."),
      415: inOAuthForm("UNSUPPORTED_MEDIA_TYPE", "Send a form, or JSON."),
      429: inOAuthForm("RATE_LIMITED", "Too many requests. Try again in 12 seconds."),
    },
    hasOwnErrorForm: true,
    errors: ["RATE_LIMITED"],
    effect: "Creates an app token. It stays on the server and isn't shown here.",
    reject: oauthRejection,
    run: async (ctx, { request }) =>
      tokenResponse(await issueAppToken(ctx, await tokenRequest(request))),
  }),
  logIn: operation({
    route: "POST /api/v2/auth/login",
    tag: "Authentication",
    summary: "Log a customer in",
    description:
      "A session lasts 30 days from its last use (12 hours for an admin). Unknown emails and wrong passwords return the same response. Attempts are limited per app and failures per customer, so limit attempts per visitor on your own form.",
    surface: "app",
    scope: "auth:write",
    body: { schema: logInInput, example: signIn },
    responses: { 200: { description: "A session.", schema: sessionView, example: session } },
    errors: [
      "INVALID_CREDENTIALS",
      "TWO_FACTOR_REQUIRED",
      "TWO_FACTOR_INVALID",
      "TWO_FACTOR_UNAVAILABLE",
    ],
    effect: "Creates a session for the customer. Its token stays on the server.",
    run: async (ctx, { body }) => {
      requireApp(ctx, "auth:write");
      return presentSession(await logIn(ctx, body));
    },
  }),
  revokeSession: operation({
    route: "POST /api/v2/auth/sessions/revoke",
    tag: "Authentication",
    summary: "Revoke a session",
    description: "Takes effect immediately, wherever the token is used. Safe to retry.",
    surface: "app",
    scope: "auth:write",
    body: { schema: revokeInput, example: { session_token: TOKEN } },
    responses: {
      200: { description: "Session revoked.", schema: revokedView, example: { revoked: true } },
    },
    errors: ["NOT_FOUND"],
    effect: "Revokes the session permanently.",
    run: async (ctx, { body }) => {
      await revokeSessionToken(ctx, body.session_token);
      return { revoked: true };
    },
  }),
  getMe: operation({
    route: "GET /api/v2/auth/me",
    tag: "Authentication",
    summary: "Get the current customer",
    surface: "app+session",
    responses: {
      200: {
        description: "The customer.",
        schema: meView,
        example: { ...user, name: "Ada Trader", role: "trader" },
      },
    },
    run: (ctx) => presentCaller(ctx),
  }),
  logInToTrade: operation({
    route: "POST /api/prop/auth/login",
    tag: "Authentication",
    summary: "Get a customer's token for /prop",
    description:
      "For apps that act directly as the customer, without an app token. Send the token in `Authorization: Bearer`.",
    surface: "public",
    body: { schema: logInInput, example: signIn },
    responses: {
      200: {
        description: "The customer's token.",
        schema: userTokenView,
        example: { access_token: TOKEN, token_type: "Bearer", expires_in: 2_592_000 },
      },
    },
    errors: [
      "INVALID_CREDENTIALS",
      "TWO_FACTOR_REQUIRED",
      "TWO_FACTOR_INVALID",
      "TWO_FACTOR_UNAVAILABLE",
      "RATE_LIMITED",
    ],
    effect: "Creates a session for the customer. Its token stays on the server.",
    run: async (ctx, { body }) => {
      const { session, role } = await logIn(ctx, body);
      return {
        access_token: session.token,
        token_type: "Bearer",
        expires_in: sessionSeconds(role),
      };
    },
  }),
};
