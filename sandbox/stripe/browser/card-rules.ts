import { brandOf, cvcLength, numberLength } from "./card-brand";

export type FieldName = "number" | "expiry" | "cvc";

/** Why a field is invalid, with Stripe's code and message. */
export type Problem = { readonly code: string; readonly message: string };

/** A card expires at most this many years ahead; Stripe treats a later year as a typing error. */
const longestValidityYears = 50;

/** The problem of a card number's digits, or null. */
export function numberProblem(digits: string): Problem | null {
  if (digits.length < numberLength(brandOf(digits))) {
    return { code: "incomplete_number", message: "Your card number is incomplete." };
  }
  if (!passesLuhn(digits)) {
    return { code: "invalid_number", message: "Your card number is invalid." };
  }
  return null;
}

/** The problem of an expiry with the digits MMYY at the time `now`, or null. */
export function expiryProblem(digits: string, now: Date): Problem | null {
  if (digits.length < 4) {
    return { code: "incomplete_expiry", message: "Your card's expiration date is incomplete." };
  }
  const { month, year } = readExpiry(digits);
  const thisYear = now.getFullYear();
  if (month < 1) {
    return { code: "invalid_expiry_month", message: "Your card's expiration month is invalid." };
  }
  if (year < thisYear) {
    return {
      code: "invalid_expiry_year_past",
      message: "Your card's expiration year is in the past.",
    };
  }
  if (year > thisYear + longestValidityYears) {
    return { code: "invalid_expiry_year", message: "Your card's expiration year is invalid." };
  }
  if (year === thisYear && month < now.getMonth() + 1) {
    return {
      code: "invalid_expiry_month_past",
      message: "Your card's expiration date is in the past.",
    };
  }
  return null;
}

/** The problem of a security code for a card with that number, or null. */
export function cvcProblem(digits: string, number: string): Problem | null {
  if (digits.length >= cvcLength(brandOf(number))) return null;
  return { code: "incomplete_cvc", message: "Your card's security code is incomplete." };
}

/** The month (1–12) and the four-digit year of MMYY. */
export function readExpiry(digits: string): { month: number; year: number } {
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2, 4)) };
}

/** An incomplete field is reported when it loses focus, any other problem immediately. */
export function isIncomplete(problem: Problem): boolean {
  return problem.code.startsWith("incomplete_");
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
