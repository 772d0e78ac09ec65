import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { parse } from "@/lib/http/body";
import { decodeSession, secureCookies } from "./cookie";
import { loadSession } from "./load-caller";
import { logIn } from "./log-in";
import { logInInput } from "./schemas";
import { endSession } from "./sessions";

// The longest that browsers allow. The session's row says when it ends.
const COOKIE_SECONDS = 400 * 24 * 3600;

interface Observer {
  /** Called with errors, since next-auth swallows what its callbacks throw. */
  failed: (error: unknown) => void;
  signedIn: () => void;
}

/**
 * The address to redirect to, encoded for a header: the requested one if it is on our origin, else the origin.
 * `requested` comes from a request's body or cookie and may be no text.
 */
function sameOriginUrl(requested: unknown, origin: string): string {
  if (typeof requested !== "string" || !URL.canParse(requested, origin)) return origin;
  const url = new URL(requested, origin);
  return url.origin === new URL(origin).origin && requested !== origin ? url.href : origin;
}

/** next-auth's settings. Its cookie has a session id; nothing else in it is trusted. */
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
            const { publicId, email: storedEmail, name, session } = await logIn(ctx, input);
            return { id: publicId, email: storedEmail, name, sid: session.id };
          } catch (error) {
            failed(error);
            throw new Error(error instanceof AppError ? error.code : "UNAVAILABLE");
          }
        },
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => sameOriginUrl(url, baseUrl),
      async jwt({ token, user }) {
        if (user && "sid" in user) return { ...token, sid: user.sid };
        // On an error here next-auth responds with no session and clears the cookie.
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
      error: (code) => ctx.log.warn({ code }, "next_auth.error"),
      warn: () => {},
      debug: () => {},
    },
  };
}
