// Numbers as people type and paste them: with a comma or a point, grouped as in the US, in Europe or in Switzerland. A
// spelling with two plausible meanings, such as `1.299`, is rejected.

const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4]/g;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

// Groups of three, all with the same separator, the first without a leading zero.
const GROUPED = /^([1-9]\d{0,2})([,. '])(\d{3}(?:\2\d{3})*)(?:([.,])(\d*))?$/;
const PLAIN = /^(\d*)(?:([.,])(\d*))?$/;

/** The message for an amount that can't be parsed. */
export const AMOUNT_EXAMPLE = "Enter an amount such as 250 or 1,000.50";

/**
 * Typed units of a currency as minor units: `1,299` and `1.299,00` are 129900. Its own symbol or code may
 * stand before or after. Null for an empty field, NaN for what isn't an amount in this currency above or
 * equal to 0, is more precise than the currency, or could mean two amounts.
 */
export const readAmount = (typed: string, currency: string): number | null =>
  read(typed, minorDigits, marksOf(currency));

/** A typed share in percent, to a hundredth: `8`, `8,5`, `8.25 %`. Null for an empty field, NaN for no share. */
export function readPercent(typed: string): number | null {
  const hundredths = read(typed, 2, ["%"]);
  return hundredths === null ? null : hundredths / 100;
}

/** A typed whole number: `25000`, `25,000`, `25 000`. Null for an empty field, NaN for no whole number. */
export const readWhole = (typed: string): number | null => read(typed, 0, []);

/** Typed whole units of a currency, with or without its symbol: `$25,000`. */
export const readSize = (typed: string, currency: string): number | null =>
  read(typed, 0, marksOf(currency));

/** `129900` → `1,299.00`: how a field shows an amount that was parsed. */
export const writeAmount = (cents: number): string =>
  (cents / 10 ** minorDigits).toLocaleString("en-US", {
    minimumFractionDigits: minorDigits,
    maximumFractionDigits: minorDigits,
  });

/** `25000` → `25,000`, `8.5` → `8.5`: how a field shows a number that was parsed. */
export const writeNumber = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: 2 });

// All currencies of the catalog have two decimals: see `lib/core/money.ts`.
const minorDigits = 2;

/** The number as a whole one of its smallest decimals. */
function read(typed: string, decimals: number, marks: string[]): number | null {
  const text = plain(typed).trim();
  if (text === "") return null;
  const [whole, fraction] = split(withoutMarks(text, marks)) ?? [];
  if (whole === undefined || fraction === undefined) return Number.NaN;
  // In a field for whole numbers `25,000.00` is 25000: the decimals that are too many are all 0.
  const extra = fraction.slice(decimals);
  if (decimals > 0 ? extra !== "" : /[^0]/.test(extra)) return Number.NaN;
  const value = Number(`${whole}${fraction.slice(0, decimals).padEnd(decimals, "0")}`);
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** The digits before and after the decimal separator; null if it isn't clear which one that is. */
function split(text: string): [string, string] | null {
  const grouped = GROUPED.exec(text);
  if (grouped) {
    const [, first = "", separator = "", rest = "", decimal, fraction = ""] = grouped;
    if (decimal === separator || fraction.length === 3) return null;
    // One point and three digits after it: a thousand in Germany, three decimals elsewhere.
    if (separator === "." && rest.length === 3 && decimal === undefined) return null;
    return [`${first}${rest.replaceAll(separator, "")}`, fraction];
  }
  const [, whole = "", separator, fraction = ""] = PLAIN.exec(text) ?? [];
  if (whole === "" && fraction === "") return null;
  // `0,299` and `1299,500`: three digits after a comma are thousands, or three decimals.
  if (separator !== undefined && fraction.length === 3) return null;
  return [whole === "" ? "0" : whole, fraction];
}

/** Digits and separators of full width, all kinds of spaces and apostrophes in their ASCII form. */
const plain = (typed: string): string =>
  typed
    .replace(SPACES, " ")
    .replace(APOSTROPHES, "'")
    .replace(FULL_WIDTH, (character) =>
      String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET),
    );

/** The text without a currency mark before and after it. A repeated mark stays, so that the text is no number. */
function withoutMarks(text: string, marks: string[]): string {
  const upper = text.toUpperCase();
  const before = marks.find((mark) => upper.startsWith(mark)) ?? "";
  const after = marks.find((mark) => upper.endsWith(mark) && mark.length < text.length) ?? "";
  const end = text.length - after.length;
  return before.length < end ? text.slice(before.length, end).trim() : text;
}

const marksByCurrency = new Map<string, string[]>();

/** The marks of a currency, the longest first: `USD`, `US$` and `$`. */
function marksOf(currency: string): string[] {
  const code = currency.toUpperCase();
  const existing = marksByCurrency.get(code);
  if (existing) return existing;
  const mark = (locale: string, currencyDisplay: "symbol" | "narrowSymbol") =>
    new Intl.NumberFormat(locale, { style: "currency", currency: code, currencyDisplay })
      .formatToParts(0)
      .find(({ type }) => type === "currency")?.value ?? code;
  const spellings = [
    code,
    mark("en-US", "symbol"),
    mark("en-US", "narrowSymbol"),
    // `US$`, as Canadians and Australians write it.
    mark("en-CA", "symbol"),
    mark("en-AU", "symbol"),
  ];
  const marks = [...new Set(spellings.map((spelling) => spelling.toUpperCase()))].sort(
    (a, b) => b.length - a.length,
  );
  marksByCurrency.set(code, marks);
  return marks;
}
