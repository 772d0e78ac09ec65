import { z } from "zod";

/** A whole number from `min` to `max`. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER) {
  const message =
    max === Number.MAX_SAFE_INTEGER
      ? `must be a whole number, ${min} or more`
      : `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(message).int(message).min(min, message).max(max, message);
}

/** A number above 0 and at most `max`. */
export function above0(max = Number.MAX_SAFE_INTEGER) {
  const message =
    max === Number.MAX_SAFE_INTEGER
      ? "must be a number above 0"
      : `must be a number above 0, at most ${max}`;
  return z.coerce.number(message).positive(message).max(max, message);
}

/** A number from `min` to `max`. */
export function between(min: number, max: number) {
  const message = `must be a number from ${min} to ${max}`;
  return z.coerce.number(message).min(min, message).max(max, message);
}

/** One of a few values. */
export const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, `must be ${values.slice(0, -1).join(", ")} or ${values.at(-1)}`);

/** The address of a server with one of the given protocols, such as `https`. */
export function address(...protocols: string[]) {
  const prefixes = protocols.map((protocol) => `${protocol}://`);
  return z.url({
    protocol: new RegExp(`^(?:${protocols.join("|")})$`),
    error: `must be an address that begins with ${prefixes.join(" or ")}`,
  });
}

/** The address of a host that serves our pages at its root. The output has no slash at the end. */
export const origin = () =>
  address("https", "http")
    .refine(
      isOrigin,
      "must have no path, query or password: pages are served at the root of its host",
    )
    .transform((url) => new URL(url).origin);

function isOrigin(url: string): boolean {
  // `address` has reported it already.
  if (!URL.canParse(url)) return true;
  const { pathname, search, hash, username, password } = new URL(url);
  return [pathname, search, hash, username, password].join("") === "/";
}

/** Comma-separated texts. Empty ones are left out. */
export const list = z.string().transform((s) =>
  s
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** Comma-separated numbers of seconds. */
export const seconds = list
  .transform((steps) => steps.map(Number))
  .refine((steps) => steps.length > 0 && steps.every((s) => s >= 0), "must be numbers of seconds");
