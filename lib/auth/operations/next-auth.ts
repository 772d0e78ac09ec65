import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { declare, operation } from "@/lib/http/operation";
import { handleNextAuth } from "../next-auth-handler";

const shared = { tag: "Browser", surface: "nextauth" } as const;
const read = { ...shared, route: "GET /api/auth/[...nextauth]" };
const write = { ...shared, route: "POST /api/auth/[...nextauth]" };
const url = z.object({ url: z.string().meta({ description: "The URL." }) });
const credentials = z.object({
  email: z.string().meta(fieldMeta.email),
  password: z.string().meta(fieldMeta.signInPassword),
  csrfToken: z.string(),
  callbackUrl: z.string().optional(),
  json: z.literal("true").optional(),
});

/** What next-auth serves and our own pages call. */
export const nextAuthOperations = {
  getCsrfToken: declare({
    ...read,
    path: "/api/auth/csrf",
    summary: "Get a token for next-auth's forms",
    responses: {
      200: {
        description: "The token. Its cookie is set with it.",
        schema: z.object({ csrfToken: z.string() }),
        example: { csrfToken: "8f14e45fceea167a5a36dedd4bea2543" },
      },
    },
  }),
  getBrowserSession: declare({
    ...read,
    path: "/api/auth/session",
    summary: "Get the browser's session",
    description: "An empty object if no one is signed in.",
    responses: {
      200: {
        description: "The signed-in customer.",
        schema: z.object({
          user: z
            .object({
              name: z.string().nullable().optional().meta({ description: "The name." }),
              email: z.string().nullable().optional().meta(fieldMeta.email),
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
  }),
  getSignInProviders: declare({
    ...read,
    path: "/api/auth/providers",
    summary: "List sign-in methods",
    responses: {
      200: {
        description: "The methods, by name.",
        schema: z.record(
          z.string(),
          z.object({
            id: z.string().meta({ description: "The ID." }),
            name: z.string().meta({ description: "The name." }),
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
  }),
  browserSignIn: declare({
    ...write,
    path: "/api/auth/callback/credentials",
    summary: "Sign in to the browser session",
    description: "A next-auth form, with its CSRF token and cookie. Sets the session cookie.",
    body: {
      schema: credentials,
      example: {
        email: "trader@your.example",
        password: "a long enough password",
        csrfToken: "8f14e45fceea167a5a36dedd4bea2543",
        json: "true",
      },
      isForm: true,
    },
    responses: {
      200: {
        description: "The URL to open next.",
        schema: url,
        example: { url: "https://your.example/dashboard" },
      },
    },
    otherErrors: {
      401: {
        description: "The reason is in the URL's `error` parameter.",
        schema: url,
        example: { url: "https://your.example/sign-in?error=INVALID_CREDENTIALS" },
      },
      429: {
        description: "Too many attempts. The reason is in the URL's `error` parameter.",
        schema: url,
        example: { url: "https://your.example/sign-in?error=RATE_LIMITED" },
      },
      503: {
        description: "The service is unavailable. The reason is in the URL's `error` parameter.",
        schema: url,
        example: { url: "https://your.example/sign-in?error=UNAVAILABLE" },
      },
    },
  }),
  browserSignOut: declare({
    ...write,
    path: "/api/auth/signout",
    summary: "Sign out of the browser session",
    description: "A next-auth form, with its CSRF token and cookie. Ends the session.",
    body: {
      schema: z.object({ csrfToken: z.string(), json: z.literal("true").optional() }),
      example: { csrfToken: "8f14e45fceea167a5a36dedd4bea2543", json: "true" },
      isForm: true,
    },
    responses: {
      200: {
        description: "The URL to open next.",
        schema: url,
        example: { url: "https://your.example/" },
      },
    },
  }),
};

const all = (route: string) =>
  operation({
    ...shared,
    route,
    summary: "Everything that next-auth serves",
    params: z.object({ nextauth: z.array(z.string()) }),
    responses: {},
    run: (ctx, { request, params }) => handleNextAuth(ctx, request, params),
  });

/** What the route of next-auth serves: the operations above, and pages that aren't documented. */
export const nextAuthRoutes = [read, write].map(({ route }) => all(route));
