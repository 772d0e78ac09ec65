import { readEmail } from "@/lib/core/email-address";
import { MAX_PASSWORD, MIN_PASSWORD, passwordLength } from "@/lib/core/password-text";

/** What is wrong with a new password, or null. */
export function checkPassword(value: string): string | null {
  const length = passwordLength(value);
  if (length < MIN_PASSWORD) return `Use at least ${MIN_PASSWORD} characters`;
  return length > MAX_PASSWORD ? `Use at most ${MAX_PASSWORD} characters` : null;
}

/** What is wrong with an email address, or null. The server applies the same rules. */
export function checkEmail(value: string): string | null {
  const read = readEmail(value);
  if (read.ok) return null;
  switch (read.problem) {
    case "local_part":
      return "Use only the letters a to z, digits and symbols before the @";
    case "too_long":
      return "Use a shorter address: up to 254 characters, with up to 64 before the @";
    case "not_an_address":
      return "Enter a valid email address, such as name@example.com";
  }
}
