import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { parse } from "@/lib/http/body";
import { decodeSession, secureCookies } from "./cookie";
import { loadSession } from "./load-caller";
import { logIn } from "./log-in";
import { logInInput } from "./schemas";
import { endSession } from "./sessions";

// The browser keeps the cookie as long as browsers allow; the session's row says when it ends.
const COOKIE_SECONDS = 400 * 24 * 3600;

interface Observer {
  /** next-auth swallows what is thrown inside it. */
  failed: (error: unknown) => void;
  signedIn: () => void;
}

/**
 * The address to go on to, encoded so that it can stand in a header: what a request or its cookie names where it
 * is on our origin, else the origin. next-auth passes on what a JSON body has, which may be no text.
 */
function ownAddress(wanted: unknown, origin: string): string {
  if (typeof wanted !== "string" || !URL.canParse(wanted, origin)) return origin;
  const url = new URL(wanted, origin);
  return url.origin === new URL(origin).origin && wanted !== origin ? url.href : origin;
}

/** next-auth's settings. Its cookie carries a session id and nothing that is trusted by itself. */
export function authOptions(ctx: Context, { failed, signedIn }: Observer): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: secureCookies(),
    session: { strategy: "jwt", maxAge: COOKIE_SECONDS },
    jwt: { decode: decodeSession },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, code: {} },
        async authorize(credentials) {
          const { email, password, code } = credentials ?? {};
          try {
            const input = parse(logInInput, { email, password, ...(code && { code }) });
            const { publicId, email: known, name, session } = await logIn(ctx, input);
            return { id: publicId, email: known, name, sid: session.id };
          } catch (error) {
            failed(error);
            throw new Error(error instanceof AppError ? error.code : "UNAVAILABLE");
          }
        },
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => ownAddress(url, baseUrl),
      async jwt({ token, user }) {
        if (user && "sid" in user) return { ...token, sid: user.sid };
        // Thrown here, next-auth answers that nobody is signed in and clears the cookie.
        try {
          await loadSession(ctx.db, String(token.sid));
        } catch (error) {
          failed(error);
          throw error;
        }
        return token;
      },
    },
    events: {
      signIn: signedIn,
      async signOut({ token }) {
        if (typeof token.sid === "string") await endSession(ctx.db, token.sid);
      },
    },
    logger: {
      error: (code) => ctx.log.warn({ code }, "next-auth"),
      warn: () => {},
      debug: () => {},
    },
  };
}
