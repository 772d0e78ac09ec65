// Email addresses, the same for page and server. What HTML's `type=email` takes is taken, and a domain may
// be typed in its own script: `info@例え.テスト` and `info@xn--r8jz45g.xn--zckzah` are one address.

/** RFC 5321, 4.5.3.1: octets of an address in a path, and of the part before the @. */
export const MAX_EMAIL = 254;
const MAX_LOCAL = 64;

const LOCAL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$/i;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
// At least one dot, and a last label that isn't a number: such a host is an IP address.
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`);

/** `local_part`: it holds characters that only mail servers with SMTPUTF8 take, which few are. */
export type EmailProblem = "not_an_address" | "local_part" | "too_long";

export type ReadEmail = { ok: true; email: string } | { ok: false; problem: EmailProblem };

/**
 * Reads an address as it was typed. The result is its one stored form: lower case, the domain in ASCII
 * (Punycode). Never holds white space or control characters.
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

/** The form in which an address is stored and looked up, also of text that is no address. */
export function emailKey(typed: string): string {
  const read = readEmail(typed);
  return read.ok ? read.email : typed.trim().toLowerCase();
}

function asciiDomain(typed: string): string | null {
  const domain = /^[\0-\x7f]*$/.test(typed) ? typed.toLowerCase() : toAscii(typed);
  return domain !== null && DOMAIN.test(domain) ? domain : null;
}

/** A domain in another script as DNS knows it (UTS #46), by the one function that browsers have for it. */
function toAscii(domain: string): string | null {
  // Nothing in it that would mean something else in a URL: a port, a path, an escape.
  if (/[^\P{ASCII}a-z0-9.-]/iu.test(domain)) return null;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return null;
  }
}

const GMAIL = new Set(["gmail.com", "googlemail.com"]);

/**
 * Whose mailbox an address in its stored form goes to, as far as that can be seen: mail to `ada+shop@` is
 * Ada's, and Gmail reads over dots. For counting only. The variants of a mailbox are counted together and
 * apart from its plain address, so that whoever makes variants up can't use up what the plain one has.
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
