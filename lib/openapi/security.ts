import type { scopes } from "@/lib/context";
import type { DocumentedSurface, Need, Operation } from "./operation";
import type { SecurityScheme } from "./schemas";

const scopeWords: Record<(typeof scopes)[number], string> = {
  "payments:read": "Read a customer's payments.",
  "payments:write":
    "Start payments and deposits, open free accounts; with a customer's session, buy from wallets and set trading passwords.",
  "accounts:read":
    "Read a customer's prop accounts; with a customer's session, their wallets and challenges.",
  "webhooks:read": "Read the app's webhook endpoints and their deliveries.",
  "webhooks:write": "Change the app's webhook endpoints.",
  "auth:write": "Sign customers up and in, and end their sessions.",
};

/** How callers show who they are. */
export const securitySchemes = (appUrl: string): Record<string, SecurityScheme> => ({
  app: {
    type: "oauth2",
    description: "An app access token, in Authorization: Bearer.",
    flows: {
      clientCredentials: { tokenUrl: `${appUrl}/v2/oauth/token`, scopes: scopeWords },
    },
  },
  customer: {
    type: "apiKey",
    in: "header",
    name: "X-Session-Token",
    description: "The session token of the customer for whom the app calls.",
  },
  session: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "A customer's own token, in Authorization: Bearer. One that an app obtained may do only what that app's scopes say; the scopes that operations name here ask nothing of others.",
  },
  client: {
    type: "http",
    scheme: "basic",
    description: "An app's id and secret, each form-encoded (RFC 6749, section 2.3.1).",
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
    description: "The browser's session on our own pages. Writes must come from our own origin.",
  },
});

const byBrowser: Need = { browser: [] };
const ways: Record<DocumentedSurface, (granted: string[]) => Need[]> = {
  public: () => [],
  "own-pages": () => [],
  nextauth: () => [],
  app: (granted) => [{ app: granted }],
  "app+session": (granted) => [{ app: granted, customer: [] }, byBrowser],
  session: (granted) => [{ session: granted }, byBrowser],
  browser: () => [byBrowser],
  admin: () => [byBrowser],
};

/** The ways to be let in to an operation; none is needed where the list is empty. */
export const securityOf = ({ surface, scope, security }: Operation): Need[] =>
  security ? [...security] : ways[surface](scope ? [scope] : []);
