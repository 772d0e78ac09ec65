const FALLBACK = "/dashboard";
// Only used to resolve a path; no request goes there.
const HERE = "http://here.invalid";

/** In characters: a longer one would make redirects longer than proxies let their headers be. */
const LIMIT = 1_000;

/**
 * Where to go after signing in: a path of our own, else the dashboard. What leads to another
 * origin (`//evil.test`, `/\evil.test`, `https:…`), or back to signing in, is not taken.
 */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== "string" || wanted.length > LIMIT || !/^\/(?![/\\])/.test(wanted))
    return FALLBACK;
  if (!URL.canParse(wanted, HERE)) return FALLBACK;
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  // A tab or newline inside is dropped by the parser: "/\t/evil.test" would become "//evil.test".
  if (origin !== HERE || pathname.startsWith("//") || /^\/sign-(in|up)\b/.test(pathname)) {
    return FALLBACK;
  }
  return `${pathname}${search}${hash}`;
}

/** A link to sign-in or sign-up that comes back to `path`, unless that is longer than any of ours. */
export const withReturn = (page: "/sign-in" | "/sign-up", path: string) =>
  path.length > LIMIT ? page : `${page}?callbackUrl=${encodeURIComponent(path)}`;
