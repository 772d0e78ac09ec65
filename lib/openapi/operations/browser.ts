import { z } from "zod";
import { signedUpView, signUpInput } from "@/lib/auth/schemas";
import type { Operation } from "../operation";
import { ownIdsQuery, ownIdsView, runInput, runView, searchView } from "../schemas";

const nextAuth = { tag: "Browser", surface: "nextauth" } as const;
const read = { ...nextAuth, route: "GET /api/auth/[...nextauth]" };
const write = { ...nextAuth, route: "POST /api/auth/[...nextauth]" };
const url = z.object({ url: z.string() });
const credentials = z.object({
  email: z.string(),
  password: z.string(),
  csrfToken: z.string(),
  callbackUrl: z.string().optional(),
  json: z.literal("true").optional(),
});

/** What our own pages call; nothing here is for partners. */
export const browser: Operation[] = [
  {
    id: "browserSignUp",
    route: "POST /api/sign-up",
    tag: "Browser",
    summary: "Sign up on our own page",
    description: "The browser then signs in through next-auth.",
    surface: "own-pages",
    body: {
      schema: signUpInput,
      example: { email: "trader@your.example", password: "a long enough password" },
    },
    answers: {
      201: {
        description: "The customer.",
        schema: signedUpView,
        example: {
          user_id: "usr_01932f6a0c7b7d3f8a54e1c2b3a49d10",
          email: "trader@your.example",
        },
      },
    },
    errors: ["EMAIL_TAKEN", "RATE_LIMITED"],
    effect: "Makes a new customer with a wallet. You stay signed in as yourself.",
  },
  {
    ...read,
    id: "getCsrfToken",
    path: "/api/auth/csrf",
    summary: "Get a token for next-auth's forms",
    answers: {
      200: {
        description: "The token; its cookie comes with it.",
        schema: z.object({ csrfToken: z.string() }),
        example: { csrfToken: "8f14e45fceea167a5a36dedd4bea2543" },
      },
    },
  },
  {
    ...read,
    id: "getBrowserSession",
    path: "/api/auth/session",
    summary: "Get the browser's session",
    description: "An empty object where nobody is signed in.",
    answers: {
      200: {
        description: "Who is signed in.",
        schema: z.object({
          user: z
            .object({
              name: z.string().nullable().optional(),
              email: z.string().nullable().optional(),
              image: z.string().nullable().optional(),
            })
            .optional(),
          expires: z.iso.datetime().optional(),
        }),
        example: {
          user: { name: "Ada Trader", email: "trader@your.example" },
          expires: "2027-12-26T09:30:00.000Z",
        },
      },
    },
  },
  {
    ...read,
    id: "getSignInProviders",
    path: "/api/auth/providers",
    summary: "List the ways to sign in",
    answers: {
      200: {
        description: "By name.",
        schema: z.record(
          z.string(),
          z.object({
            id: z.string(),
            name: z.string(),
            type: z.string(),
            signinUrl: z.string(),
            callbackUrl: z.string(),
          }),
        ),
        example: {
          credentials: {
            id: "credentials",
            name: "Credentials",
            type: "credentials",
            signinUrl: "https://your.example/api/auth/signin/credentials",
            callbackUrl: "https://your.example/api/auth/callback/credentials",
          },
        },
      },
    },
  },
  {
    ...write,
    id: "browserSignIn",
    path: "/api/auth/callback/credentials",
    summary: "Sign the browser in",
    description:
      "A form of next-auth's, with its CSRF token and cookie. Sets the session's cookie.",
    body: {
      schema: credentials,
      example: {
        email: "trader@your.example",
        password: "a long enough password",
        csrfToken: "8f14e45fceea167a5a36dedd4bea2543",
        json: "true",
      },
      form: true,
    },
    answers: {
      200: {
        description: "Where to go next.",
        schema: url,
        example: { url: "https://your.example/dashboard" },
      },
    },
    otherErrors: {
      401: {
        description: "The address says why, in `error`.",
        schema: url,
        example: { url: "https://your.example/sign-in?error=INVALID_CREDENTIALS" },
      },
    },
  },
  {
    ...write,
    id: "browserSignOut",
    path: "/api/auth/signout",
    summary: "Sign the browser out",
    description: "A form of next-auth's, with its CSRF token and cookie. Ends the session.",
    body: {
      schema: z.object({ csrfToken: z.string(), json: z.literal("true").optional() }),
      example: { csrfToken: "8f14e45fceea167a5a36dedd4bea2543", json: "true" },
      form: true,
    },
    answers: {
      200: {
        description: "Where to go next.",
        schema: url,
        example: { url: "https://your.example/" },
      },
    },
  },
  {
    id: "runOperation",
    route: "POST /api/docs/run",
    tag: "Browser",
    summary: "Run an operation from these pages",
    description:
      "Names an operation of the document, never an address. The server calls it as the reader, through the app of the documentation; its tokens stay on the server. Writes run in the sandbox alone.",
    surface: "browser",
    body: { schema: runInput, example: { operation_id: "listPayments", query: { limit: "5" } } },
    answers: {
      200: {
        description: "What the operation answered, whatever its status.",
        schema: runView,
        example: {
          method: "GET",
          url: "https://your.example/v2/payments?limit=5",
          status: 200,
          duration_ms: 12,
          headers: [{ name: "content-type", value: "application/json" }],
          body: [["[]", null]],
          truncated: false,
        },
      },
    },
    errors: ["FORBIDDEN", "INVALID_STATE", "NOT_FOUND"],
  },
  {
    id: "listOwnIds",
    route: "GET /api/docs/ids",
    tag: "Browser",
    summary: "List ids of the reader's own",
    description: "What these pages offer for a parameter: the newest ten.",
    surface: "browser",
    query: ownIdsQuery,
    answers: {
      200: {
        description: "The ids, each with a word about it.",
        schema: ownIdsView,
        example: { ids: [{ value: "100001", label: "wallet, $751.00" }] },
      },
    },
    errors: ["FORBIDDEN", "INVALID_STATE", "NOT_FOUND"],
  },
  {
    id: "getSearchEntries",
    route: "GET /api/docs/search",
    tag: "Browser",
    summary: "Get what the documentation's search looks in",
    surface: "public",
    answers: {
      200: {
        description: "The documentation in pieces.",
        schema: searchView,
        example: {
          entries: [
            {
              id: "guide:errors#codes",
              href: "/docs/errors#codes",
              title: "Every code",
              part: "Errors",
              name: "",
              text: "…",
            },
          ],
        },
      },
    },
  },
];
