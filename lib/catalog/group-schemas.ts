import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { createFields, editFields, label, notReserved, saleCurrency, whole } from "./fields";

const fields = {
  brand: label(64).meta(fieldMeta.brand),
  /** 0 DEMO, 1 REAL. */
  account_mode: z
    .union([z.literal(0), z.literal(1)], { error: "choose DEMO or REAL" })
    .meta(fieldMeta.accountMode),
  currency: saleCurrency.meta(fieldMeta.currency),
  // Up to a thousand million of the currency's units.
  default_deposit_cents: whole(0, 100_000_000_000),
  leverage: whole(1, 1_000).meta({ description: "The leverage; 100 is 1:100." }),
};

const name = z
  .string({ error: "is required" })
  .min(1, "is required")
  .max(64, "must be at most 64 characters long")
  .regex(
    /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
    "must be letters and numbers, with hyphens, underscores or periods between them",
  )
  .refine(...notReserved("new"));

export const newGroupInput = z.strictObject({
  name: name.meta({ description: "The name." }),
  ...fields,
  ...createFields,
});
export type NewGroupInput = z.output<typeof newGroupInput>;
export const groupInput = z.strictObject({ ...fields, ...editFields });
export type GroupInput = z.output<typeof groupInput>;

export const groupParams = z.object({
  name: z.string().min(1).max(64).meta({ description: "The name." }),
});

/** An account group in the form of the console. */
export const groupView = z.object({
  name: z.string().meta({ description: "The name." }),
  ...fields,
  currency: z.string().meta(fieldMeta.currency),
  archived: z.boolean().meta({ description: "Whether it's archived: no longer for sale." }),
  /** Accounts were opened in it: its brand, mode and currency can't change. */
  in_use: z.boolean(),
  version: z.number().int().meta(fieldMeta.version),
});
export type GroupView = z.output<typeof groupView>;
