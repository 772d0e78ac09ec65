import canonicalize from "canonicalize";
import type { RuleSet } from "./schemas";

/** A rule set as canonical JSON (RFC 8785): the order of their fields doesn't matter. */
export function canonicalRules(rules: RuleSet): string {
  const text = canonicalize(rules);
  if (text === undefined) throw new Error("a rule set is an object");
  return text;
}

/** The identity of a rule set: the SHA-256 of its canonical JSON, in lowercase hexadecimal. In Node.js and in the browser. */
export async function hashRules(rules: RuleSet): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalRules(rules));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
