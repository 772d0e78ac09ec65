import type { z } from "zod";
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
  signUpInput,
  userTokenView,
} from "@/lib/auth/schemas";
import { exampleRequestId } from "../error-schema";
import type { Answer, Operation } from "../operation";

const TOKEN = "eyJhbGciOiJIUzI1NiIsImtpZCI6IuKApiJ9…";
const user = { user_id: "usr_01932f6a0c7b7d3f8a54e1c2b3a49d10", email: "trader@your.example" };
const session = {
  ...user,
  session_token: TOKEN,
  session_expires_at: "2026-12-21T09:30:00.000Z",
};
const signIn = { email: user.email, password: "a long enough password" };

type OtherError = z.output<typeof oauthOtherErrorView>;

/** A failure for which OAuth has no code: ours stands beside OAuth's form. */
const inOAuthForm = (code: OtherError["code"], error_description: string): Answer => {
  const isLimit = code === "RATE_LIMITED";
  const error: OtherError["error"] = isLimit ? "temporarily_unavailable" : "invalid_request";
  return {
    description: `In OAuth's form, with our own \`code\` beside: ${code}.`,
    schema: oauthOtherErrorView,
    example: { error, error_description, code, retryable: isLimit, request_id: exampleRequestId },
  };
};

/** Tokens of apps and of people. */
export const authentication: Operation[] = [
  {
    id: "createAppToken",
    route: "POST /api/v2/oauth/token",
    tag: "Authentication",
    summary: "Get an app access token",
    description:
      "OAuth 2 client credentials (RFC 6749, section 4.4). The client stands in the body, or in HTTP Basic. A token is good for an hour, and at once for nothing when the app is disabled. Errors have OAuth's own form, also RATE_LIMITED: requests are counted per client and address.",
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
      form: true,
    },
    answers: {
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
          "In OAuth's form: a parameter is missing or sent twice (`invalid_request`), the grant type is another one (`unsupported_grant_type`), or the app doesn't hold a scope (`invalid_scope`).",
        schema: oauthErrorView,
        example: { error: "invalid_scope", error_description: "Not granted: auth:write." },
      },
      401: {
        description:
          "In OAuth's form: the client is missing, unknown or disabled, or its secret is wrong (`invalid_client`).",
        schema: oauthErrorView,
        example: {
          error: "invalid_client",
          error_description: "Unknown client or wrong secret.",
        },
      },
      413: inOAuthForm("BODY_TOO_LARGE", "The body is larger than 64 KiB."),
      415: inOAuthForm("UNSUPPORTED_MEDIA_TYPE", "Send a form, or JSON."),
      429: inOAuthForm("RATE_LIMITED", "Too many requests. Try again in 12 s."),
    },
    refusesInOwnForm: true,
    errors: ["RATE_LIMITED"],
    effect: "Makes a token of the app. It stays on the server and isn't shown here.",
  },
  {
    id: "signUp",
    route: "POST /api/v2/auth/signup",
    tag: "Authentication",
    summary: "Sign a customer up",
    description:
      "Makes the customer, their wallet and a first session. The customer belongs to your app: its webhooks tell you of them.",
    surface: "app",
    scope: "auth:write",
    body: { schema: signUpInput, example: { ...signIn, name: "Ada Trader" } },
    answers: {
      201: { description: "The customer and a session.", schema: sessionView, example: session },
    },
    errors: ["EMAIL_TAKEN"],
    effect: "Makes a new customer, with a wallet and a session.",
  },
  {
    id: "logIn",
    route: "POST /api/v2/auth/login",
    tag: "Authentication",
    summary: "Log a customer in",
    description:
      "A session lasts 30 days from its last use, an admin's 12 hours. A wrong e-mail address and a wrong password look the same. Tries are counted per app, and failures per customer: limit the tries of one visitor at your own form.",
    surface: "app",
    scope: "auth:write",
    body: { schema: logInInput, example: signIn },
    answers: { 200: { description: "A session.", schema: sessionView, example: session } },
    errors: [
      "INVALID_CREDENTIALS",
      "TWO_FACTOR_REQUIRED",
      "TWO_FACTOR_INVALID",
      "TWO_FACTOR_UNAVAILABLE",
    ],
    effect: "Starts a session of the customer. Its token stays on the server.",
  },
  {
    id: "revokeSession",
    route: "POST /api/v2/auth/sessions/revoke",
    tag: "Authentication",
    summary: "End a session",
    description: "At once, wherever its token is. Repeating it is harmless.",
    surface: "app",
    scope: "auth:write",
    body: { schema: revokeInput, example: { session_token: TOKEN } },
    answers: {
      200: { description: "It has ended.", schema: revokedView, example: { revoked: true } },
    },
    errors: ["NOT_FOUND"],
    effect: "Ends the session for good.",
  },
  {
    id: "getMe",
    route: "GET /api/v2/auth/me",
    tag: "Authentication",
    summary: "Get who is signed in",
    surface: "app+session",
    answers: {
      200: {
        description: "The customer behind the session.",
        schema: meView,
        example: { ...user, name: "Ada Trader", role: "trader" },
      },
    },
  },
  {
    id: "logInToTrade",
    route: "POST /api/prop/auth/login",
    tag: "Authentication",
    summary: "Get a customer's token for /prop",
    description:
      "For programs of the customer's own, where there is no app between. The token goes into `Authorization: Bearer`.",
    surface: "public",
    body: { schema: logInInput, example: signIn },
    answers: {
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
    effect: "Starts a session of the customer. Its token stays on the server.",
  },
];
