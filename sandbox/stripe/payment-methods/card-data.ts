import { ApiError, cardError, invalidParam } from "../api/errors";
import type { FormObject } from "../api/form-decode";
import { allowOnly, optionalInteger, optionalText, requiredText } from "../api/params";
import { cardByNumber, type TestCard } from "../test-cards";

/** A valid test card as a customer typed it. The number itself is not passed on. */
export type CardData = { card: TestCard; expMonth: number; expYear: number; hasCvc: boolean };

/** Validates raw card data as Stripe does; a number outside the test table is declined immediately. */
export function readCard(params: FormObject, now: Date): CardData {
  allowOnly(params, ["number", "exp_month", "exp_year", "cvc"], "card");
  const number = requiredText(params, "number").replace(/[\s-]/g, "");
  checkNumber(number);
  const { expMonth, expYear } = readExpiry(params, now);
  const card = cardByNumber(number);
  const cvc = optionalText(params, "cvc");
  const cvcLength = card?.brand === "amex" ? 4 : 3;
  if (cvc !== null && (!/^\d+$/.test(cvc) || cvc.length !== cvcLength)) {
    throw cardError("invalid_cvc", "Your card's security code is invalid.", "cvc");
  }
  if (card === null) throw liveCard();
  return { card, expMonth, expYear, hasCvc: cvc !== null };
}

function checkNumber(number: string): void {
  if (!/^\d{12,19}$/.test(number)) {
    throw cardError(
      "invalid_number",
      "The card number is not a valid credit card number.",
      "number",
    );
  }
  if (!passesLuhn(number)) {
    throw cardError("incorrect_number", "Your card number is incorrect.", "number");
  }
}

function readExpiry(params: FormObject, now: Date): { expMonth: number; expYear: number } {
  const expMonth = optionalInteger(params, "exp_month");
  const sentYear = optionalInteger(params, "exp_year");
  if (expMonth === null) throw missingPart("exp_month");
  if (sentYear === null) throw missingPart("exp_year");
  const expYear = sentYear < 100 ? 2000 + sentYear : sentYear;

  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth() + 1];
  if (expYear < year || expYear > year + 50) {
    throw cardError("invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year");
  }
  if (expMonth < 1 || expMonth > 12 || (expYear === year && expMonth < month)) {
    throw cardError(
      "invalid_expiry_month",
      "Your card's expiration month is invalid.",
      "exp_month",
    );
  }
  return { expMonth, expYear };
}

function missingPart(name: string): ApiError {
  return invalidParam(name, `Missing required param: card[${name}].`, "parameter_missing");
}

function liveCard(): ApiError {
  return new ApiError(402, {
    type: "card_error",
    code: "card_declined",
    decline_code: "test_mode_live_card",
    message:
      "Your card was declined. Your request was in test mode, but used a non test card. " +
      "For a list of valid test cards, visit: https://stripe.com/docs/testing.",
    param: "number",
  });
}

/** The check digit rule of ISO/IEC 7812. */
function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
