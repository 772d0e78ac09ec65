const FALLBACK = "/dashboard";
// Only used to resolve a path; no request goes there.
const BASE = "http://here.invalid";

/** In characters. A longer path would make the headers of redirects longer than proxies allow. */
const MAX_LENGTH = 1_000;

/**
 * The path to open after signing in: `path` if it is one of ours, else the dashboard. Paths that lead to
 * another origin (`//evil.test`, `/\evil.test`, `https:…`) or back to signing in are not accepted.
 */
export function returnPath(path: unknown): string {
  if (typeof path !== "string" || path.length > MAX_LENGTH || !/^\/(?![/\\])/.test(path))
    return FALLBACK;
  if (!URL.canParse(path, BASE)) return FALLBACK;
  const { origin, pathname, search, hash } = new URL(path, BASE);
  // The parser drops tabs and newlines: "/\t/evil.test" would become "//evil.test".
  if (origin !== BASE || pathname.startsWith("//") || /^\/sign-(in|up)\b/.test(pathname)) {
    return FALLBACK;
  }
  return `${pathname}${search}${hash}`;
}

/** A link to sign-in or sign-up that returns to `path`, unless that is longer than any of our paths. */
export const withReturn = (page: "/sign-in" | "/sign-up", path: string) =>
  path.length > MAX_LENGTH ? page : `${page}?callbackUrl=${encodeURIComponent(path)}`;
