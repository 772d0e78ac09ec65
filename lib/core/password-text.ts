// Passwords as text, for browser and server. The same keys can produce different code points: é is one code point on
// most keyboards, and e with a combining accent on some phones and in text copied from file names of a Mac.

export const MIN_PASSWORD = 10;
/** In characters, so that argon2 isn't given megabytes. */
export const MAX_PASSWORD = 128;

/**
 * The form of a password that is hashed: RFC 8265's OpaqueString, as far as it matters for typed text. Every kind of
 * space becomes U+0020, then NFC. NIST SP 800-63B also allows NFKC, which would make `10²` and `102` the same.
 */
export const normalizePassword = (password: string): string =>
  password.replace(/\p{Zs}/gu, " ").normalize("NFC");

/** A password's length in characters as NIST SP 800-63B counts them: code points of the hashed form. */
export const passwordLength = (password: string): number => [...normalizePassword(password)].length;

/** Whether two passwords are the same one. */
export const isSamePassword = (one: string, other: string): boolean =>
  normalizePassword(one) === normalizePassword(other);
