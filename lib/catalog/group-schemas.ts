import { z } from "zod";
import { label, notNamed, saleCurrency, seen, unseen, whole } from "./fields";

const fields = {
  brand: label(64),
  /** 0 DEMO, 1 REAL. */
  account_mode: z.union([z.literal(0), z.literal(1)], { error: "choose DEMO or REAL" }),
  currency: saleCurrency,
  // Up to a thousand million of the currency's units.
  default_deposit_cents: whole(0, 100_000_000_000),
  leverage: whole(1, 1_000),
};

const name = z
  .string({ error: "is required" })
  .min(1, "is required")
  .max(64, "must be at most 64 characters long")
  .regex(
    /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
    "must be letters and digits, with -, _ or . between them",
  )
  .refine(...notNamed("new"));

export const newGroupInput = z.strictObject({ name, ...fields, ...unseen });
export type NewGroupInput = z.output<typeof newGroupInput>;
export const groupInput = z.strictObject({ ...fields, ...seen });
export type GroupInput = z.output<typeof groupInput>;

export const groupParams = z.object({ name: z.string().min(1).max(64) });

/** An account group as who edits it sees it. */
export const groupView = z.object({
  name: z.string(),
  ...fields,
  currency: z.string(),
  archived: z.boolean(),
  /** Accounts were opened in it, so that its brand, mode and currency stay. */
  in_use: z.boolean(),
  version: z.number().int(),
});
export type GroupView = z.output<typeof groupView>;
