import { z } from "zod";
import { auditReason } from "@/lib/audit/schemas";

// What forms and routes of the catalog's editing have in common. Each problem is said in words that
// fit beside the field as well as in an answer of the API.

const INTEGER_MAX = 2_147_483_647;
/** Stripe charges no more than eight digits of minor units: https://docs.stripe.com/currencies */
const MOST_CENTS = 99_999_999;
const LEAST_CENTS = 50;

export const saleCurrencies = ["usd", "eur", "gbp", "chf", "cad", "aud"] as const;
export const saleCurrency = z.enum(saleCurrencies, { error: "choose a currency" });

export const whole = (min: number, max = INTEGER_MAX) => {
  const most = max.toLocaleString("en-US");
  const message = max === INTEGER_MAX ? `at least ${min}` : `from ${min} to ${most}`;
  const words = `must be a whole number, ${message}`;
  return z.number({ error: words }).int(words).min(min, words).max(max, words);
};

/** A share in percent to a hundredth, above 0 or from it. */
export const percent = (max: number, { above }: { above: boolean }) => {
  const words = `must be ${above ? "above 0 and" : "from 0 and"} at most ${max}, to a hundredth`;
  return z
    .number({ error: words })
    .refine((value) => (above ? value > 0 : value >= 0) && value <= max, words)
    .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, words);
};

export const priceCents = z
  .number({ error: "must be an amount" })
  .int("must be to a hundredth")
  .max(MOST_CENTS, "must be at most 999,999.99: no card can be charged more")
  .refine(
    (cents) => cents === 0 || cents >= LEAST_CENTS,
    "must be 0, which is free, or at least 0.50: no card can be charged less",
  );

export const label = (max: number) =>
  z
    .string({ error: "is required" })
    .trim()
    .min(1, "is required")
    .max(max, `must be at most ${max} characters long`);

export const slug = z
  .string({ error: "is required" })
  .min(1, "is required")
  .max(64, "must be at most 64 characters long")
  .regex(
    /^[a-z0-9]+([_-][a-z0-9]+)*$/,
    "must be small letters and digits, with - or _ between them",
  );

/** What names a page of its own where this has one, so that it would never be seen. */
export const notNamed = (...taken: string[]) =>
  [
    (name: string) => !taken.includes(name),
    "is a word that the pages need for themselves: choose another",
  ] as const;

export const sortIndex = whole(0, 9_999);

/** Which version of the row was seen, and why it is changed. */
export const seen = { version: whole(1), reason: auditReason };
export const unseen = { reason: auditReason };

/** A change of standing: archived ones are sold no more, and stay with who has them. */
export const archivedInput = z.strictObject({ archived: z.boolean(), ...seen });
export type ArchivedInput = z.output<typeof archivedInput>;
