import type { scopes } from "@/lib/core/context";
import type { Declaration, SecurityRequirement } from "@/lib/http/operation";
import type { SecurityScheme } from "./schemas";

const scopeDescriptions: Record<(typeof scopes)[number], string> = {
  "payments:read": "Read a customer's payments.",
  "payments:write":
    "Create payments and deposits, open free accounts; with a customer's session, buy from wallets and set trading passwords.",
  "accounts:read":
    "Read a customer's prop accounts; with a customer's session, their wallets and challenges.",
  "trading:read": "Read trading events and the accounts that the app reports.",
  "trading:write": "Report trading events of accounts. They are judged, and can end challenges.",
  "webhooks:read": "Read the app's webhook endpoints and their deliveries.",
  "webhooks:write": "Manage the app's webhook endpoints.",
  "auth:write": "Create customers, log them in, and revoke their sessions.",
};

/** How callers authenticate. */
export const securitySchemes = (appUrl: string): Record<string, SecurityScheme> => ({
  app: {
    type: "oauth2",
    description: "An app access token, in Authorization: Bearer.",
    flows: {
      clientCredentials: { tokenUrl: `${appUrl}/v2/oauth/token`, scopes: scopeDescriptions },
    },
  },
  customer: {
    type: "apiKey",
    in: "header",
    name: "X-Session-Token",
    description: "The session token of the customer that the app acts for.",
  },
  session: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "A customer's own token, in Authorization: Bearer. If an app created it, the token is limited to that app's scopes; the scopes listed for an endpoint don't apply to other tokens.",
  },
  client: {
    type: "http",
    scheme: "basic",
    description: "An app's client ID and secret, each form-encoded (RFC 6749, section 2.3.1).",
  },
  metrics: {
    type: "http",
    scheme: "bearer",
    description: "The firm's METRICS_TOKEN, in Authorization: Bearer.",
  },
  browser: {
    type: "apiKey",
    in: "cookie",
    name: appUrl.startsWith("https:")
      ? "__Secure-next-auth.session-token"
      : "next-auth.session-token",
    description:
      "The session cookie of Propdesk's own pages. Writes must come from the same origin.",
  },
});

const byBrowser: SecurityRequirement = { browser: [] };
const ways: Record<Declaration["surface"], (granted: string[]) => SecurityRequirement[]> = {
  public: () => [],
  "own-pages": () => [],
  nextauth: () => [],
  app: (granted) => [{ app: granted }],
  "app+session": (granted) => [{ app: granted, customer: [] }, byBrowser],
  session: (granted) => [{ session: granted }, byBrowser],
  browser: () => [byBrowser],
  admin: () => [byBrowser],
};

/** The ways to authenticate for an operation; an empty list means that none is needed. */
export const securityOf = ({ surface, scope, security }: Declaration): SecurityRequirement[] =>
  security ? [...security] : ways[surface](scope ? [scope] : []);
