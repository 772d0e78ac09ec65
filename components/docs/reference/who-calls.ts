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

export const whoCalls = (surface: string): string => words[surface] ?? surface;
