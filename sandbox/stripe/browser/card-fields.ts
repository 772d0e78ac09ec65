import { brandOf, cvcLength } from "./card-brand";
import { expiryDigits, formatExpiry, formatNumber, numberDigits } from "./card-format";
import type { FieldName } from "./card-rules";
import { Field } from "./field";

export type CardFields = Readonly<Record<FieldName, Field>>;

/** The fields in their order in the form. */
export const fieldOrder: readonly FieldName[] = ["number", "expiry", "cvc"];

/** The three fields of a card; the security code's length follows the brand of the number. */
export function createCardFields(): CardFields {
  const number = new Field({
    name: "number",
    label: "Card number",
    placeholder: "1234 1234 1234 1234",
    autocomplete: "cc-number",
    mask: { digits: numberDigits, format: formatNumber },
  });
  const expiry = new Field({
    name: "expiry",
    label: "Expiration date",
    placeholder: "MM / YY",
    autocomplete: "cc-exp",
    mask: { digits: expiryDigits, format: formatExpiry },
  });
  const cvc = new Field({
    name: "cvc",
    label: "Security code",
    placeholder: "CVC",
    autocomplete: "cc-csc",
    mask: {
      digits: (text) => text.replace(/\D/g, "").slice(0, cvcLength(brandOf(number.digits))),
      format: (digits) => digits,
    },
  });
  return { number, expiry, cvc };
}
