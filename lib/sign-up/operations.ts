import { presentSession } from "@/lib/auth";
import { sessionView, signedUpView, signUpInput } from "@/lib/auth/schemas";
import { requireApp } from "@/lib/core/context";
import { operation } from "@/lib/http/operation";
import { limitSignUp } from "@/lib/http/rate-limit";
import { register, signUp } from "./sign-up";

const TOKEN = "eyJhbGciOiJIUzI1NiIsImtpZCI6IuKApiJ9…";
const user = { user_id: "usr_01932f6a0c7b7d3f8a54e1c2b3a49d10", email: "trader@your.example" };
const session = {
  ...user,
  session_token: TOKEN,
  session_expires_at: "2026-12-21T09:30:00.000Z",
};
const signIn = { email: user.email, password: "a long enough password" };

/** Signing customers up: by a partner, and on our own page. */
export const operations = {
  signUp: operation({
    route: "POST /api/v2/auth/signup",
    tag: "Authentication",
    summary: "Create a customer",
    description:
      "Creates the customer, their wallet and a session. The customer is linked to your app, so its webhooks include their events.",
    surface: "app",
    scope: "auth:write",
    body: { schema: signUpInput, example: { ...signIn, name: "Ada Trader" } },
    responses: {
      201: { description: "The customer and a session.", schema: sessionView, example: session },
    },
    errors: ["EMAIL_TAKEN"],
    effect: "Creates a customer with a wallet and a session.",
    run: async (ctx, { body }) => {
      requireApp(ctx, "auth:write");
      return presentSession(await signUp(ctx, body));
    },
  }),
  browserSignUp: operation({
    route: "POST /api/sign-up",
    tag: "Browser",
    summary: "Sign up on Propdesk's page",
    description: "The browser then signs in through next-auth.",
    surface: "own-pages",
    body: {
      schema: signUpInput,
      example: { email: "trader@your.example", password: "a long enough password" },
    },
    responses: {
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
    effect: "Creates a customer with a wallet. You stay signed in as yourself.",
    run: async (ctx, { body }) => {
      await limitSignUp(ctx.ip);
      const { publicId, email } = await register(ctx, body);
      return { user_id: publicId, email };
    },
  }),
};
