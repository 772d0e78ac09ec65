import { z } from "zod";
import { newPassword, password } from "@/lib/auth/schemas";
import { isSamePassword } from "@/lib/password-text";

/** Integers that are ids, logins or orders: as PostgreSQL's `integer` holds them. */
export const positiveInt = z.number().int().min(1).max(2_147_483_647);
export const positiveIntParam = z
  .string()
  .regex(/^\d+$/, "must be a whole number")
  .transform(Number)
  .pipe(positiveInt);

export const loginParams = z.object({ login: positiveIntParam });

export const operationsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** The order of the last row of the page before. */
  cursor: positiveIntParam.optional(),
});
export type OperationsQuery = z.output<typeof operationsQuery>;

/** What finance operations are for. */
export const operationReasons = [
  "TR_REASON_PROP",
  "TR_REASON_DEPOSIT",
  "TR_REASON_ADJUSTMENT",
] as const;

export const changePasswordInput = z
  .strictObject({
    current_password: password,
    new_password: newPassword,
  })
  .refine((input) => !isSamePassword(input.new_password, input.current_password), {
    path: ["new_password"],
    message: "must not be the current password",
  });
export type ChangePasswordInput = z.output<typeof changePasswordInput>;

export const resetPasswordInput = z.strictObject({ password });

/** A trading account as `/prop` gives it: money in units of the currency, currency in upper case. */
export const tradingAccountView = z.object({
  login: z.number().int(),
  group: z.string(),
  brand: z.string(),
  account_mode: z.union([z.literal(0), z.literal(1)]),
  account_mode_name: z.enum(["DEMO", "REAL"]),
  purpose: z.enum(["wallet", "challenge"]),
  currency: z.string(),
  balance: z.number(),
  /** What was taken back after it had been spent, and the balance less that. */
  debt: z.number(),
  available: z.number(),
  leverage: z.number().int(),
  enable: z.union([z.literal(0), z.literal(1)]),
  customer_id: z.number().int(),
  must_change_password: z.boolean(),
  created_time: z.number().int(),
});
export type TradingAccountView = z.output<typeof tradingAccountView>;

export const operationView = z.object({
  order: z.number().int(),
  login: z.number().int(),
  command: z.union([z.literal(6), z.literal(8)]),
  command_name: z.enum(["OP_BALANCE_IN", "OP_BALANCE_OUT"]),
  amount: z.number(),
  balance_after: z.number(),
  /** The part of the amount that became debt (positive) or repaid it (negative). */
  debt_change: z.number(),
  currency: z.string(),
  reason: z.string(),
  comment: z.string(),
  api_data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  reverses_order: z.number().int().nullable(),
  reversed_by_order: z.number().int().nullable(),
  created_time: z.number().int(),
});
export type OperationView = z.output<typeof operationView>;

/** A page of operations; `next_cursor` is null on the last. */
export const operationsPage = z.object({
  rows: z.array(operationView),
  next_cursor: z.number().int().nullable(),
});
export type OperationsPage = z.output<typeof operationsPage>;

export const newPasswordView = z.object({
  login: z.number().int(),
  temporary_password: z.string(),
  must_change_password: z.literal(true),
});
export type NewPasswordView = z.output<typeof newPasswordView>;
