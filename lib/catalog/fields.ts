import { z } from "zod";
import { auditReason } from "@/lib/audit/schemas";

// Fields that the forms and routes for editing the catalog share. Each message fits beside the field as well as in
// an error of the API.

const INTEGER_MAX = 2_147_483_647;
/** Stripe charges no more than eight digits of minor units: https://docs.stripe.com/currencies */
const MAX_CENTS = 99_999_999;
const MIN_CENTS = 50;

export const saleCurrencies = ["usd", "eur", "gbp", "chf", "cad", "aud"] as const;
export const saleCurrency = z.enum(saleCurrencies, { error: "choose a currency" });

export const whole = (min: number, max = INTEGER_MAX) => {
  const range =
    max === INTEGER_MAX ? `at least ${min}` : `from ${min} to ${max.toLocaleString("en-US")}`;
  const message = `must be a whole number, ${range}`;
  return z.number({ error: message }).int(message).min(min, message).max(max, message);
};

/** A share in percent with two decimals, above 0 or from it. */
export const percent = (max: number, { above }: { above: boolean }) => {
  const message = `must be ${above ? "above 0 and at most" : "from 0 to"} ${max}, with at most 2 decimals`;
  return z
    .number({ error: message })
    .refine((value) => (above ? value > 0 : value >= 0) && value <= max, message)
    .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, message);
};

export const priceCents = z
  .number({ error: "must be an amount" })
  .int("must have at most 2 decimals")
  .max(MAX_CENTS, "must be at most 999,999.99 (Stripe's maximum charge)")
  .refine(
    (cents) => cents === 0 || cents >= MIN_CENTS,
    "must be 0 (free) or at least 0.50 (Stripe's minimum charge)",
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
    "must be lowercase letters and numbers, with hyphens or underscores between them",
  );

/** Rejects a name whose page would be hidden by another page of that path. */
export const notReserved = (...reserved: string[]) =>
  [(name: string) => !reserved.includes(name), "is reserved: choose a different one"] as const;

export const sortIndex = whole(0, 9_999);

/** The version that an edit is based on, and its reason. */
const reason = auditReason.meta({ description: "The reason, for the audit log." });
export const editFields = {
  version: whole(1).meta({
    description: "The version you last read. If it has changed, the request is rejected.",
  }),
  reason,
};
/** The reason of a creation. */
export const createFields = { reason };

/** A change of the sale status: archived records are not sold any more; earlier purchases stay. */
export const archivedInput = z.strictObject({
  archived: z.boolean().meta({ description: "Whether it's archived: no longer for sale." }),
  ...editFields,
});
export type ArchivedInput = z.output<typeof archivedInput>;
