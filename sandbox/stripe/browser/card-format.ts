import { brandOf, groupsOf, numberLength } from "./card-brand";

/** The digits of typed or pasted text, at most as many as a card of that brand has. */
export function numberDigits(text: string): string {
  const digits = text.replace(/\D/g, "");
  return digits.slice(0, numberLength(brandOf(digits)));
}

/** Groups digits as on the card: `4242 4242 4242 4242`. */
export function formatNumber(digits: string): string {
  const groups: string[] = [];
  let start = 0;
  for (const length of groupsOf(brandOf(digits))) {
    groups.push(digits.slice(start, start + length));
    start += length;
  }
  return groups.filter((group) => group !== "").join(" ");
}

/**
 * Month and year as up to four digits. A month that can only have one digit gets a leading zero (`4` → `04`, `13` →
 * `013`, `1/` → `01`), and the century of an autofilled four-digit year is removed.
 */
export function expiryDigits(text: string): string {
  let digits = text.replace(/\D/g, "");
  const isWholeMonth = /^[2-9]/.test(digits) || /^\s*[1-9]\s*\//.test(text);
  if (isWholeMonth || Number(digits.slice(0, 2)) > 12) digits = `0${digits}`;
  if (/^\d\d20\d\d$/.test(digits)) digits = digits.slice(0, 2) + digits.slice(4);
  return digits.slice(0, 4);
}

/** `0434` → `04 / 34`. The slash is added as soon as the month is complete. */
export function formatExpiry(digits: string): string {
  return digits.length < 2 ? digits : `${digits.slice(0, 2)} / ${digits.slice(2)}`;
}
