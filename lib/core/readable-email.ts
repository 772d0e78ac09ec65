import { domainToUnicode } from "node:url";

/** A stored address with its domain in its own script. Show it to its owner only. */
export function readableEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const domain = domainToUnicode(email.slice(at + 1));
  return domain ? `${email.slice(0, at)}@${domain}` : email;
}
