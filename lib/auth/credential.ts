import { createBoundedCache } from "@/lib/core/bounded-cache";
import { perProcess } from "@/lib/core/per-process";
import { hasSessionCookie, sessionIdFromCookie } from "./cookie";
import { type Audience, claimedAudience, verifyToken } from "./tokens";

type ReadHeaders = Pick<Headers, "get">;

/** How long an ended subject is cached. An app or customer that was enabled again is accepted after this time. */
const ENDED_CACHE_MS = 60_000;
const MAX_ENDED = 10_000;

const endedSubjects = perProcess("ended-subjects", () => createBoundedCache<number>(MAX_ENDED));

/** Caches that a session or an app has ended or doesn't exist, as the database said. */
export function cacheEnded(subject: string): void {
  endedSubjects().set(subject, Date.now() + ENDED_CACHE_MS);
}

/** Whether a request has a token or a session cookie, valid or not. */
export const hasCredential = (headers: ReadHeaders): boolean =>
  headers.get("authorization") !== null || hasSessionCookie(headers);

/**
 * The id of the app or session that a request's token or session cookie names; null if we didn't sign it, it has
 * expired, or the subject is cached as ended. Doesn't query the database, as `authenticate` does later. With an
 * Authorization header the cookie is ignored, as in `authenticate`.
 */
export async function provenSubject(headers: ReadHeaders): Promise<string | null> {
  const credential = await signedCredential(headers);
  return credential === null || isCachedAsEnded(credential.subject) ? null : credential.subject;
}

/** Whether a session or an app is cached as ended. */
export const isCachedAsEnded = (subject: string): boolean =>
  (endedSubjects().get(subject) ?? 0) > Date.now();

interface SignedCredential {
  kind: Audience;
  /** The id of the app or session. */
  subject: string;
}

/** The subject of a request's token or session cookie; null if we didn't sign it or it has expired. */
export async function signedCredential(headers: ReadHeaders): Promise<SignedCredential | null> {
  const authorization = headers.get("authorization");
  if (authorization === null) {
    const subject = await sessionIdFromCookie(headers);
    return subject === null ? null : { kind: "session", subject };
  }
  const token = bearerOf(authorization);
  const kind = token === null ? null : claimedAudience(token);
  if (token === null || kind === null) return null;
  const claims = await verifyToken(kind, token).catch(() => null);
  return claims && { kind, subject: claims.subject };
}

/** The token of an Authorization header; null if the scheme isn't Bearer. */
export const bearerOf = (authorization: string): string | null =>
  /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? null;
