import { createBoundedCache } from "@/lib/bounded-cache";
import { hasSessionCookie, sessionIdFromCookie } from "./cookie";
import { verifyToken } from "./tokens";

type ReadHeaders = Pick<Headers, "get">;

/** One that was enabled again is let in after so long. */
const ENDED_MS = 60_000;
const MOST_ENDED = 10_000;

// One a process: Next.js loads a route's modules and the server's own apart.
const shared = globalThis as typeof globalThis & {
  propdeskEnded?: ReturnType<typeof createBoundedCache<number>>;
};
const ended = () => {
  shared.propdeskEnded ??= createBoundedCache(MOST_ENDED);
  return shared.propdeskEnded;
};

/** Notes that the database said of a session or an app that it has ended, or that there is none. */
export function noteEnded(subject: string): void {
  ended().set(subject, Date.now() + ENDED_MS);
}

/** Whether a request carries a token or a session cookie, whatever it is worth. */
export const hasCredential = (headers: ReadHeaders): boolean =>
  headers.get("authorization") !== null || hasSessionCookie(headers);

/**
 * The id of the app or session that a request's token or session cookie names, if we signed it, it hasn't expired,
 * and that isn't known to have ended; else null. Doesn't ask the database, which has the last word. As in
 * `authenticate`, an Authorization header switches the cookie off.
 */
export async function provenSubject(headers: ReadHeaders): Promise<string | null> {
  const credential = await signedCredential(headers);
  return credential === null || isKnownAsEnded(credential.subject) ? null : credential.subject;
}

/** Whether the database said lately of a session or an app that it has ended. */
export const isKnownAsEnded = (subject: string): boolean =>
  (ended().get(subject) ?? 0) > Date.now();

interface SignedCredential {
  kind: "app" | "session";
  /** The id of the app or session. */
  subject: string;
}

/** What a request's token or session cookie names, if we signed it and it hasn't expired; else null. */
export async function signedCredential(headers: ReadHeaders): Promise<SignedCredential | null> {
  const authorization = headers.get("authorization");
  if (authorization === null) {
    const subject = await sessionIdFromCookie(headers);
    return subject === null ? null : { kind: "session", subject };
  }
  const token = bearerOf(authorization);
  if (token === null) return null;
  for (const kind of ["app", "session"] as const) {
    const named = await verifyToken(kind, token).catch(() => null);
    if (named) return { kind, subject: named.subject };
  }
  return null;
}

/** The token of an Authorization header; null where it has another form. */
export const bearerOf = (authorization: string): string | null =>
  /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? null;
