import { emailKey, readEmail } from "@/lib/core/email-address";
import { asNumber } from "../spec";

/** The beginning and the end of an id. One of them may be empty; the beginning alone may be the whole id. */
export interface IdParts {
  begin: string;
  end: string;
}

/** What a search may mean. Each source of records uses the part that it understands. */
export interface Term {
  /** The words of a name or an email address; none if it can only be an id. */
  parts: string[];
  id: IdParts | null;
  /** A login, or a number of an order, a purchase or a challenge. */
  number: number | null;
  /** The number of a receipt, as it is printed. */
  receipt: number | null;
  /** The last four digits of a card. */
  last4: string | null;
  /** An amount in minor units, if it has a sign of a currency or cents. */
  amountCents: bigint | null;
}

/** The characters of a shortened id's end: the shortest end that is searched for. */
export const END = 6;

const MAX_PARTS = 5;
// Ids of ours, and of Stripe's objects that we store.
const isOfId = (text: string) => /^(pay|prop|usr|whd|we|app|evt|pi|re|pyr|dp|du)_\w*$/.test(text);
// An SS58 address, perhaps with the number of a subaccount: it has capitals, as no stored email address has.
const isOfHotkey = (text: string) =>
  /^5[1-9A-HJ-NP-Za-km-z]{5,}(_\d*)?$/.test(text) && /[A-Z]/.test(text);
const isOfOwnId = (text: string) => /^(pay|prop|usr|whd|we|app)_\w*$/i.test(text);

/** Reads what was typed or pasted into the search. Never throws: any text may be a name. */
export function parseTerm(typed: string): Term {
  const text = typed.trim().normalize("NFC");
  const [begin = "", end, ...others] = text.replaceAll("...", "…").split("…");
  if (end !== undefined && others.length === 0 && /^\w*$/.test(begin) && /^\w+$/.test(end)) {
    return { ...nothing, id: end.length < END ? null : { begin, end } };
  }
  const id = isOfOwnId(text) ? text.toLowerCase() : text;
  if (isOfId(id) || isOfHotkey(id)) {
    return { ...nothing, id: { begin: id, end: "" } };
  }
  return {
    parts: partsOf(text),
    id: /^\w+$/.test(text) && text.length >= END ? { begin: "", end: text } : null,
    // As pages print it, or as a sentence does: #1001. Receipts of purchases have P-000123.
    number: asNumber(text.replace(/^(#|P-?|purchase-)(?=\d)/i, "")),
    receipt: asNumber(/^R-?(\d+)$/i.exec(text)?.[1] ?? ""),
    last4: /^(?:[•*]{4} ?)?(\d{4})$/.exec(text)?.[1] ?? null,
    amountCents: amountOf(text),
  };
}

const nothing = {
  parts: [],
  id: null,
  number: null,
  receipt: null,
  last4: null,
  amountCents: null,
};

/** `$499`, `€1,299.00` or `499.00`. A number alone is none: it would be a login or an order as well. */
function amountOf(text: string): bigint | null {
  const [, sign, units = "", cents] =
    /^([$€£])?\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d\d))?$/.exec(text) ?? [];
  if (sign === undefined && cents === undefined) return null;
  return BigInt(units.replaceAll(",", "") + (cents ?? "00"));
}

/** An address with a domain in its own script is stored with its ASCII form. */
const partsOf = (text: string): string[] =>
  readEmail(text).ok ? [emailKey(text)] : text.split(/\s+/).slice(0, MAX_PARTS);
