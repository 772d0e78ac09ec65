// A password as text, the same for page and server. The same keys can give different code points: é is one
// on most keyboards, and e with a combining accent on some phones and in text copied from a Mac's file names.

export const MIN_PASSWORD = 10;
/** Keeps argon2 from being fed megabytes. */
export const MAX_PASSWORD = 128;

/**
 * The form of a password that is hashed: RFC 8265's OpaqueString, as far as it concerns what people type.
 * Every kind of space is U+0020, then NFC. Not NFKC, which NIST SP 800-63B allows as well: it would
 * make one password of `10²` and `102`.
 */
export const normalizePassword = (password: string): string =>
  password.replace(/\p{Zs}/gu, " ").normalize("NFC");

/** A password's length in characters as NIST SP 800-63B counts them: code points of the hashed form. */
export const passwordLength = (password: string): number => [...normalizePassword(password)].length;

/** Whether two passwords are the same one. */
export const isSamePassword = (one: string, other: string): boolean =>
  normalizePassword(one) === normalizePassword(other);
