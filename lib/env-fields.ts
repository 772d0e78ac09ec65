import { z } from "zod";

/** A whole number between two bounds, or from one on. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER) {
  const message =
    max === Number.MAX_SAFE_INTEGER
      ? `must be a whole number, ${min} or more`
      : `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(message).int(message).min(min, message).max(max, message);
}

/** A number above 0, such as of seconds, and at most `max`. */
export function above0(max = Number.MAX_SAFE_INTEGER) {
  const message =
    max === Number.MAX_SAFE_INTEGER
      ? "must be a number above 0"
      : `must be a number above 0, at most ${max}`;
  return z.coerce.number(message).positive(message).max(max, message);
}

/** A number between two bounds, which it may equal. */
export function between(min: number, max: number) {
  const message = `must be a number from ${min} to ${max}`;
  return z.coerce.number(message).min(min, message).max(max, message);
}

/** One word of a few. */
export const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words, `must be ${words.slice(0, -1).join(", ")} or ${words.at(-1)}`);

/** The address of a server, with one of these protocols (`https`). */
export function address(...protocols: string[]) {
  const begins = protocols.map((protocol) => `${protocol}://`);
  return z.url({
    protocol: new RegExp(`^(?:${protocols.join("|")})$`),
    error: `must be an address that begins with ${begins.join(" or ")}`,
  });
}

/** The address of a host where pages are served at the root. Its output has no slash at the end. */
export const origin = () =>
  address("https", "http")
    .refine(
      isOrigin,
      "must have no path, query or password: pages are served at the root of its host",
    )
    .transform((url) => new URL(url).origin);

function isOrigin(url: string): boolean {
  // The check before this one says it.
  if (!URL.canParse(url)) return true;
  const { pathname, search, hash, username, password } = new URL(url);
  return [pathname, search, hash, username, password].join("") === "/";
}

/** Texts between commas; empty ones are left out. */
export const list = z.string().transform((s) =>
  s
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** Numbers of seconds between commas. */
export const seconds = list
  .transform((steps) => steps.map(Number))
  .refine((steps) => steps.length > 0 && steps.every((s) => s >= 0), "must be numbers of seconds");
