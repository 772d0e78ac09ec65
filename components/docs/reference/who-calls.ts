import type { OperationObject } from "@/lib/openapi/schemas";

/** Who may call an operation, in words; the guide on authentication has the rest. */
const words: Record<string, string> = {
  "app+session":
    "An app with its access token, for a customer with their session token. Our own pages call with the browser's cookie.",
  session: "A customer with their own token. Our own pages call with the browser's cookie.",
  app: "An app with its access token.",
  browser: "Our own pages, with the browser's cookie.",
  admin: "The firm's admins, with the browser's cookie.",
  "own-pages": "Our own pages; nobody has to be signed in.",
  nextauth: "Our own pages, through next-auth.",
  public: "Anybody.",
};

/** Those whose schemes say more than their surface. */
const schemeWords: Record<string, string> = {
  client: "An app with its client id and secret, in the body or by HTTP Basic.",
  metrics: "The firm's monitoring, with its bearer token.",
};

export function whoCalls(operation: OperationObject): string {
  const { "x-surface": surface, security, parameters = [] } = operation;
  if (parameters.some(({ name }) => name === "Stripe-Signature")) return "Stripe, which signs.";
  const own = security.flatMap(Object.keys).find((scheme) => schemeWords[scheme]);
  return schemeWords[own ?? ""] ?? words[surface] ?? surface;
}
