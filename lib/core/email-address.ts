// Email addresses, for browser and server. Accepts what HTML's `type=email` accepts, and domains in their own script:
// `info@例え.テスト` and `info@xn--r8jz45g.xn--zckzah` are the same address.

/** RFC 5321, 4.5.3.1: octets of an address in a path, and of the part before the @. */
export const MAX_EMAIL = 254;
const MAX_LOCAL = 64;

const LOCAL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$/i;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
// At least one dot, and a last label that isn't a number, as in an IP address.
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`);

/** `local_part`: it has characters that only mail servers with SMTPUTF8 accept, which few do. */
export type EmailProblem = "not_an_address" | "local_part" | "too_long";

export type ReadEmail = { ok: true; email: string } | { ok: false; problem: EmailProblem };

/**
 * Parses an address as typed. The result is its stored form: lower case, the domain in ASCII (Punycode), without white
 * space and control characters.
 */
export function readEmail(typed: string): ReadEmail {
  const text = typed.trim();
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const domain = asciiDomain(text.slice(at + 1));
  if (at < 1 || domain === null) return { ok: false, problem: "not_an_address" };
  if (!LOCAL.test(local)) {
    const isUnicode = /[^\0-\x7f]/.test(local) && !/[\s\p{C}@]/u.test(local);
    return { ok: false, problem: isUnicode ? "local_part" : "not_an_address" };
  }
  const email = `${local}@${domain}`.toLowerCase();
  const isLong = email.length > MAX_EMAIL || local.length > MAX_LOCAL;
  return isLong ? { ok: false, problem: "too_long" } : { ok: true, email };
}

/** The form in which an address is stored and looked up. Accepts any text. */
export function emailKey(typed: string): string {
  const read = readEmail(typed);
  return read.ok ? read.email : typed.trim().toLowerCase();
}

function asciiDomain(typed: string): string | null {
  const domain = /^[\0-\x7f]*$/.test(typed) ? typed.toLowerCase() : toAscii(typed);
  return domain !== null && DOMAIN.test(domain) ? domain : null;
}

/** A domain in its ASCII form (UTS #46), by the only function that browsers have for it; null if it is invalid. */
function toAscii(domain: string): string | null {
  // Reject characters with a meaning in a URL, such as of a port, a path or an escape.
  if (/[^\P{ASCII}a-z0-9.-]/iu.test(domain)) return null;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return null;
  }
}

const GMAIL = new Set(["gmail.com", "googlemail.com"]);

/**
 * The mailbox of an address in its stored form, as far as the address tells: `ada+shop@` delivers to `ada@`, and Gmail
 * ignores dots. Use it for counting only. All variants of a mailbox share one result, which differs from the plain
 * address, so that variants can't use up the limit of the plain one.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf("@");
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  const [untagged = ""] = local.split("+", 1);
  const isGmail = GMAIL.has(domain);
  const owner = isGmail ? untagged.replaceAll(".", "") : untagged || local;
  const mailDomain = isGmail ? "gmail.com" : domain;
  return `${owner}@${mailDomain}` === email ? email : `${owner}+*@${mailDomain}`;
}
