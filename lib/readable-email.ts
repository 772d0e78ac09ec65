import { domainToUnicode } from "node:url";

/** A stored address as its owner would write it: the domain in its own script. For showing to them only. */
export function readableEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const domain = domainToUnicode(email.slice(at + 1));
  return domain ? `${email.slice(0, at)}@${domain}` : email;
}
