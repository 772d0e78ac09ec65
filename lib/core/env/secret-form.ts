import { isLoopbackHost } from "../loopback";
import { accountId } from "./ss58";

/**
 * How many different characters or bytes a random secret has at least. A short secret has fewer: 16 hexadecimal digits
 * often have no more than nine.
 */
const MIN_DISTINCT = 10;
const MIN_DISTINCT_SHARE = 0.4;

const countDistinct = (values: Iterable<string | number>) => new Set(values).size;

/**
 * What templates have in place of a secret: an ellipsis, a text in angle brackets, a command that wasn't run, a phrase
 * such as `your-secret-here`, or a word such as `changeme` as the whole text. A random secret may hold a bracket or dots.
 */
const PLACEHOLDER =
  /…|\.{3}$|^<.*>$|^\$[({]|^(your|change|replace|insert|enter)[-_ ]|^(change[-_ ]?me|replace[-_ ]?me|placeholder|secret|password|pass|example|test|todo|none|x+)$/i;

/**
 * Words of a placeholder anywhere in a text, compared without other characters than letters and digits. The shortest
 * have seven letters: of a billion random secrets of 32 bytes in base64 about three hold any.
 */
const PLACEHOLDER_WORDS =
  /example|placeholder|(change|replace)me|replace(this|with)|(insert|enter)your|your(own|real|webhook|signing|secret|password|token|apikey|encryption|nextauth|stripe|metrics)|(secret|key|token|password)(goes)?here|opensslrand/;

/** Whether a text is a placeholder for a secret. */
export const isPlaceholder = (text: string): boolean =>
  PLACEHOLDER.test(text.trim()) ||
  PLACEHOLDER_WORDS.test(text.toLowerCase().replace(/[^a-z\d]/g, ""));

/** Random bytes don't have this share of equal differences: of 100,000 tokens of 16 hexadecimal digits one has. */
const SAME_STEPS_SHARE = 0.75;

/**
 * Whether bytes go up or down evenly, as in `0123456789abcdef`, or repeat a pattern: at some distance of up to half their
 * length, most differences are equal.
 */
function isPatterned(bytes: Uint8Array): boolean {
  for (let distance = 1; distance <= bytes.length / 2; distance++) {
    const steps = new Map<number, number>();
    for (const [at, byte] of bytes.subarray(distance).entries()) {
      const step = (byte - (bytes[at] ?? 0)) & 0xff;
      steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    if (Math.max(...steps.values()) >= SAME_STEPS_SHARE * (bytes.length - distance)) return true;
  }
  return false;
}

/** A text as bytes, and what it encodes if it is hexadecimal or base64. */
const readings = (text: string): Buffer[] => [
  Buffer.from(text),
  ...(/^(?:[\da-f]{2})+$/i.test(text) ? [Buffer.from(text, "hex")] : []),
  ...(/^[\w+/-]+=*$/.test(text) ? [Buffer.from(text, "base64")] : []),
];

/** Whether a text can be a random secret: no placeholder, many different characters, no pattern. */
export const isStrong = (text: string): boolean =>
  !isPlaceholder(text) &&
  countDistinct(text) >= Math.min(MIN_DISTINCT, Math.floor(text.length * MIN_DISTINCT_SHARE)) &&
  !readings(text).some(isPatterned);

/** Whether a text is base64 of 32 bytes. */
export const hasKeyForm = (text: string): boolean =>
  /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, "base64").length === 32;

/** Whether a text is base64 of 32 bytes that can be random: many different ones, no pattern, no placeholder. */
export function isEncryptionKey(text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  return (
    hasKeyForm(text) &&
    !isPlaceholder(text) &&
    countDistinct(bytes) >= MIN_DISTINCT &&
    !isPatterned(bytes)
  );
}

const stripeKeyForm = (prefix: string) =>
  new RegExp(`^(?:${prefix})_(?:test|live)_([A-Za-z0-9]{16,})$`);
const stripeForms = {
  secretKey: stripeKeyForm("sk|rk"),
  publishableKey: stripeKeyForm("pk"),
  webhookSecret: /^whsec_([A-Za-z0-9+/=]{24,})$/,
};

/** Only lower case, only capitals or only digits: of a billion random keys not one is. */
const ONE_KIND = /^(?:[a-z]+|[A-Z]+|\d+)$/;

/** Whether a text has the form of a Stripe key of a kind, and its random part can be random. */
export function isStripeKey(kind: keyof typeof stripeForms, text: string): boolean {
  const random = stripeForms[kind].exec(text)?.[1];
  return random !== undefined && isStrong(random) && !ONE_KIND.test(random);
}

/** Passwords of examples and container settings, which attackers try first. */
const WELL_KNOWN = /^(postgres(ql)?|propdesk|admin|root|user|guest|demo|qwerty\w*|0?12345\d*)$/i;

/**
 * What is wrong with the password in the address of a server on another machine: it is a placeholder, well known, or the
 * name of the user or database. "none" without a password; null for a good one, and for a server on this machine.
 */
export function passwordFault(address: string): "placeholder" | "well-known" | "none" | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  // PostgreSQL's clients take these two from the query as well.
  const hostname = url.searchParams.get("host") ?? url.hostname;
  const password = url.searchParams.get("password") ?? decoded(url.password);
  if (isLoopbackHost(hostname) || hostname.startsWith("/")) return null;
  if (password === "") return "none";
  if (isPlaceholder(password)) return "placeholder";
  const names = [decoded(url.username), decoded(url.pathname.slice(1))];
  return WELL_KNOWN.test(password) || names.includes(password) ? "well-known" : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Substrate's development accounts, whose private keys are public: Alice, Bob, Charlie, Dave, Eve and Ferdie, and the
// stashes of the first two.
const publicAccounts: ReadonlySet<string> = new Set([
  "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
  "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48",
  "90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22",
  "306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20",
  "e659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e",
  "1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c",
  "be5ddb1579b72e84524fc29e78609e3caf42e85aa118ebfe0b0ad404b5bdd25f",
  "fe65717dad0447d715f660a0a58411de509b42e6efb8375f562f58a554d5860e",
]);

/** Whether an SS58 address is of a development account, or of an account id without randomness, such as one byte repeated. */
export function isPublicAccount(address: string): boolean {
  const id = accountId(address);
  return (
    id !== null && (publicAccounts.has(id.toString("hex")) || countDistinct(id) < MIN_DISTINCT)
  );
}
