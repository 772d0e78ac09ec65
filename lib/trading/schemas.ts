import { z } from "zod";
import { newPassword, password } from "@/lib/auth/schemas";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { isSamePassword } from "@/lib/core/password-text";

/** Integers that are ids, logins or orders: the range of PostgreSQL's `integer`. */
export const positiveInt = z.number().int().min(1).max(2_147_483_647);
export const positiveIntParam = z
  .string()
  .regex(/^\d+$/, "must be a whole number")
  .transform(Number)
  .pipe(positiveInt);

export const loginParams = z.object({
  login: positiveIntParam.meta(fieldMeta.login),
});

export const operationsQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: "Maximum number of results." }),
  /** The order of the last row of the page before. */
  cursor: positiveIntParam.optional().meta(fieldMeta.cursor),
});
export type OperationsQuery = z.output<typeof operationsQuery>;

/** The reasons of finance operations. */
export const operationReasons = [
  "TR_REASON_PROP",
  "TR_REASON_DEPOSIT",
  "TR_REASON_ADJUSTMENT",
] as const;

export const changePasswordInput = z
  .strictObject({
    current_password: password.meta({ description: "The account's current password." }),
    new_password: newPassword.meta(fieldMeta.newPassword),
  })
  .refine((input) => !isSamePassword(input.new_password, input.current_password), {
    path: ["new_password"],
    message: "must not be the current password",
  });
export type ChangePasswordInput = z.output<typeof changePasswordInput>;

export const resetPasswordInput = z.strictObject({
  password: password.meta(fieldMeta.signInPassword),
});

/** A trading account of `/prop`: money in units of the currency, currency in upper case. */
export const tradingAccountView = z.object({
  login: z.number().int().meta(fieldMeta.login),
  group: z.string().meta({ description: "The account's group at the trading server." }),
  brand: z.string().meta(fieldMeta.brand),
  account_mode: z.union([z.literal(0), z.literal(1)]).meta(fieldMeta.accountMode),
  account_mode_name: z.enum(["DEMO", "REAL"]).meta({ description: "The mode as text." }),
  purpose: z
    .enum(["wallet", "challenge"])
    .meta({ description: "wallet, or challenge for a trading account." }),
  currency: z.string().meta(fieldMeta.currency),
  balance: z.number().meta({ description: "The balance, in units of the account's currency." }),
  /** The part of deposits that was reversed after it had been spent, and the balance less that. */
  debt: z.number().meta({ description: "The amount owed after a spent deposit was reversed." }),
  available: z.number().meta({ description: "The balance minus the debt." }),
  leverage: z.number().int().meta({ description: "The leverage; 100 is 1:100." }),
  enable: z
    .union([z.literal(0), z.literal(1)])
    .meta({ description: "1 if the account can be used, otherwise 0." }),
  customer_id: z.number().int().meta(fieldMeta.customerNumber),
  must_change_password: z.boolean().meta(fieldMeta.mustChangePassword),
  created_time: z.number().int().meta(fieldMeta.createdTime),
});
export type TradingAccountView = z.output<typeof tradingAccountView>;

export const operationView = z.object({
  order: z
    .number()
    .int()
    .meta({ description: "The trading server's order number for the operation." }),
  login: z.number().int().meta(fieldMeta.login),
  command: z.union([z.literal(6), z.literal(8)]).meta({ description: "6 in, 8 out." }),
  command_name: z
    .enum(["OP_BALANCE_IN", "OP_BALANCE_OUT"])
    .meta({ description: "The command as text." }),
  amount: z
    .number()
    .meta({ description: "The amount. Always positive; command says whether it's in or out." }),
  balance_after: z.number().meta({ description: "The balance after the operation." }),
  /** The part of the amount that became debt (positive) or repaid it (negative). */
  debt_change: z.number().meta({
    description: "The part that was added to the debt (positive) or repaid it (negative).",
  }),
  currency: z.string().meta(fieldMeta.currency),
  reason: z.string().meta({
    description:
      "TR_REASON_PROP, TR_REASON_DEPOSIT or TR_REASON_ADJUSTMENT (a credit or debit by the firm).",
  }),
  comment: z.string().meta({ description: "The trading server's comment." }),
  api_data: z
    .record(z.string(), z.union([z.string(), z.number(), z.null()]))
    .meta({ description: "The objects that the operation belongs to, by ID." }),
  reverses_order: z
    .number()
    .int()
    .nullable()
    .meta({ description: "The order that it reverses; null unless it's a reversal." }),
  reversed_by_order: z
    .number()
    .int()
    .nullable()
    .meta({ description: "The order that reversed it; null if there is none." }),
  created_time: z.number().int().meta(fieldMeta.createdTime),
});
export type OperationView = z.output<typeof operationView>;

/** A page of operations; `next_cursor` is null on the last. */
export const operationsPage = z.object({
  rows: z.array(operationView).meta({ description: "The rows." }),
  next_cursor: z.number().int().nullable().meta(fieldMeta.nextCursor),
});
export type OperationsPage = z.output<typeof operationsPage>;

export const newPasswordView = z.object({
  login: z.number().int().meta(fieldMeta.login),
  temporary_password: z
    .string()
    .meta({ description: "The account's first password. Only shown once." }),
  must_change_password: z.literal(true).meta(fieldMeta.mustChangePassword),
});
export type NewPasswordView = z.output<typeof newPasswordView>;
