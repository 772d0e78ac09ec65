/**
 * Words that names in the code don't contain, with what to use in their place. CONTRIBUTING.md has the whole
 * glossary; `glossary.test.ts` checks every name and every text against this part of it. Only words belong here that have no other use
 * in this field and in the interfaces that we use.
 */
export const replaced: ReadonlyMap<string, string> = new Map([
  ["answer", "response, result or reply"],
  ["answered", "responded"],
  ["answers", "responses, results or replies"],
  ["ask", "request or call"],
  ["asked", "requested"],
  ["asking", "requesting"],
  ["asks", "requests or calls"],
  ["away", "unavailable or unreachable"],
  ["gather", "fetch"],
  ["hear", "receive, or has subscribers"],
  ["heard", "received, or has subscribers"],
  ["kept", "saved or stored"],
  ["lane", "worker pool"],
  ["lanes", "worker pools"],
  ["letter", "email"],
  ["letters", "emails"],
  ["listens", "has subscribers"],
  ["meanwhile", "concurrently"],
  ["mend", "repair"],
  ["mended", "repaired"],
  ["mends", "repairs"],
  ["nobody", "the actor: anonymous, or no one of a named kind"],
  ["person", "operator, customer or manual review"],
  ["refuse", "reject, or decline of a card"],
  ["refused", "rejected, or declined of a card"],
  ["remember", "cache or store"],
  ["somebody", "the actor: caller, customer, admin"],
  ["standing", "restrictions, sale status or state"],
  ["tell", "emit, notify or sync"],
  ["tells", "emits, notifies or syncs"],
  ["told", "emitted, notified or observed"],
  ["whatever", "the thing"],
  ["whoever", "the actor: caller, customer, admin"],
  ["wish", "purchase request"],
  ["wishes", "purchase requests"],
  ["words", "labels, messages or descriptions"],
  ["writings", "row versions"],
]);

/** Whole names that say nothing of what they hold. */
export const replacedNames: ReadonlyMap<string, string> = new Map([
  ["given", "the parameter's or the thing's name"],
  ["known", "existing, or what is known"],
  ["made", "created or inserted"],
  ["ours", "what it holds of this system"],
]);

/**
 * Phrases that texts for people don't contain, with what to use in their place. Only phrases belong here that mean
 * nothing else: "letters" are also characters, and "hold" is a term of the domain.
 */
export const replacedPhrases: readonly (readonly [phrase: RegExp, use: string])[] = [
  [/\be-mails?\b/i, "email"],
  [/(?<![-\w])letter\b/i, "email"],
  [/\b(told|tells)\b/i, "notified, says"],
  [/\bby (itself|themselves)\b/i, "automatically"],
  [/\b(a|the|another) person\b|\bone of us\b/i, "our team, support, the firm's team"],
  [/\b(some|any|every|no)body\b|\b(who|what)ever\b/i, "customer, admin, anyone, no one"],
  [/\btries\b/i, "attempts"],
  [/\bbegun\b/i, "started"],
  [/\bfor good\b/i, "permanently"],
  [/\b(goes|went|gone|takes|took|taken|gives|gave|given) back\b/i, "refunded, returned, reversed"],
  [/\b(takes?|took|gives?|gave) (it|them|the money|all of it) back\b/i, "refund, return, reverse"],
  [/\bstands still\b|\bhow [^.?]*\bstands\b|\bstanding\b/i, "status; stalled"],
  [/\bout of reach\b|\b(is|are|was) away\b/i, "unavailable, not responding"],
  [/\bwrite to (us|support)\b|\bquote (the|your|this)\b/i, "contact support with"],
  [/\bany more\b/i, "no longer"],
  [/\banswer(s|ed|ing)?\b/i, "response, result; responds"],
  [/\bnothing fits\b/i, "no results"],
  [/\btrading wallet\b/i, "wallet"],
  [/\bat once\b/i, "immediately; at the same time"],
  [/\brefus(e|es|ed|ing|al)\b(?! to connect)/i, "reject; decline of a card"],
  [/\bmend(s|ed|ing)?\b/i, "fix, repair"],
  [/\bmeanwhile\b/i, "since then, at the same time"],
  [/\bwish(es)?\b/i, "want; purchase request"],
  [/\btwo-factor sign-in\b|\bsecond factor\b/i, "two-factor authentication"],
  [/\bfavour|\bitemis/i, "US spelling"],
];

/** Names with such a word that are stored, published, read for one more release, or of others' interfaces, and where they are. */
const exceptions: ReadonlyMap<string, readonly string[]> = new Map([
  ["PLACEHOLDER_WORDS", ["lib/core/env"]],
  ["RATE_LIMIT_LETTERS", ["lib/core/env"]],
  ["TRADING_ANSWER_SECONDS", ["lib/core/env"]],
  ["VANTA_ANSWER_SECONDS", ["lib/core/env"]],
  // Of schema.org, and of CSS.
  ["acceptedAnswer", ["components/store/program-page/structured-data", "e2e/program-page"]],
  ["letterSpacing", ["components/store/picture"]],
  ["away", ["db/connection-problem"]],
  ["refused", ["components/ui/status-labels", "lib/console/details/payments"]],
  ["saved_answers", ["sandbox/stripe"]],
  // The price beside the bid.
  ["ask", ["lib/evaluation"]],
  // Of a verdict: whether it is final, provisional or overturned.
  [
    "standing",
    [
      "lib/evaluation",
      "lib/personal-data",
      "lib/emails/templates/challenge-verdict",
      "db/schema/evaluation",
      "components/challenge/evaluation",
      "lib/console/details/verdict",
      "testing/database/million/tables",
    ],
  ],
]);

/** Parts of texts that are stored, published or read for one more release, and the files that they are in. */
const textExceptions: readonly (readonly [part: RegExp, file: string])[] = [
  [/by a person only/, "lib/venues/vanta/pending-creation.ts"],
  [/no answer/, "lib/purchases/saga/transitions.ts"],
  [/^Answer$/, "components/store/program-page/structured-data.ts"],
  [/`mended`/, "lib/core/metrics.ts"],
];

/** What is wrong with a name in a file, and what to use; null for a good one. */
export function findReplaced(name: string, file = ""): string | null {
  if (exceptions.get(name)?.some((place) => file.startsWith(place))) return null;
  const whole = replacedNames.get(name);
  if (whole) return `${name} → ${whole}`;
  const part = partsOf(name).find((each) => replaced.has(each));
  return part ? `${name}: ${part} → ${replaced.get(part)}` : null;
}

/** What is wrong with a text that people read, and what to use; null for a good one. */
export function findReplacedPhrase(text: string, file = ""): string | null {
  const line = text.replace(/\s+/g, " ").trim();
  const isException = textExceptions.some(([part, place]) => file === place && part.test(line));
  if (!isProse(line) || isException) return null;
  for (const [phrase, use] of replacedPhrases) {
    const found = phrase.exec(line)?.[0];
    if (found) return `"${line}": ${found} → ${use}`;
  }
  return null;
}

const SQL = /^(select|insert|update|delete|with|create|alter|drop|lock|from|where|and|or)\b/;

/** Whether a text has several words or begins like a sentence. Other ones are ids, states and names. */
const isProse = (line: string) =>
  (line.includes(" ") || /^[A-Z][a-z]/.test(line)) && !SQL.test(line);

/** `refusedAt` and `refused_at` are refused, at. */
const partsOf = (name: string) =>
  name
    .split(/[_$\d]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((part) => part.toLowerCase());
