import { z } from "zod";
import { operation } from "@/lib/http/operation";
import { listAccountOperations, listTradingAccounts } from "./accounts";
import { changeTradingPassword, resetTradingPassword } from "./change-password";
import { tradingAccount, withdrawal } from "./examples";
import {
  changePasswordInput,
  loginParams,
  newPasswordView,
  operationsPage,
  operationsQuery,
  resetPasswordInput,
  tradingAccountView,
} from "./schemas";

/** Wallets and challenge accounts, and their statements. */
export const operations = {
  listTradingAccounts: operation({
    route: "GET /api/prop/accounts",
    tag: "Trading accounts",
    summary: "List trading accounts",
    description: "The customer's wallets and challenge accounts, by login.",
    surface: "session",
    scope: "accounts:read",
    responses: {
      200: {
        description: "The accounts.",
        schema: z.object({ rows: z.array(tradingAccountView).meta({ description: "The rows." }) }),
        example: { rows: [tradingAccount] },
      },
    },
    run: (ctx) => listTradingAccounts(ctx),
  }),
  listOperations: operation({
    route: "GET /api/prop/accounts/[login]/operations",
    tag: "Trading accounts",
    summary: "List an account's operations",
    description:
      "Returns the account's statement, newest first. `next_cursor` is the `cursor` of the next page; null on the last page.",
    surface: "session",
    scope: "accounts:read",
    params: loginParams,
    query: operationsQuery,
    responses: {
      200: {
        description: "A page of operations.",
        schema: operationsPage,
        example: { rows: [withdrawal], next_cursor: null },
      },
    },
    errors: ["NOT_FOUND"],
    ids: { login: "login" },
    run: (ctx, { params, query }) => listAccountOperations(ctx, params.login, query),
  }),
  changeTradingPassword: operation({
    route: "POST /api/prop/accounts/[login]/password",
    tag: "Trading accounts",
    summary: "Change an account's password",
    description: "Replaces the temporary or current password and clears `must_change_password`.",
    surface: "session",
    scope: "payments:write",
    params: loginParams,
    body: {
      schema: changePasswordInput,
      example: { current_password: "k7Qm-4xTz-p2Wc", new_password: "a new and longer password" },
    },
    responses: {
      200: {
        description: "The account.",
        schema: tradingAccountView,
        example: tradingAccount,
      },
    },
    errors: ["INVALID_CREDENTIALS", "INVALID_STATE", "NOT_FOUND"],
    effect: "Replaces this account's password at the trading server.",
    ids: { login: "login" },
    run: (ctx, { params, body }) => changeTradingPassword(ctx, params.login, body),
  }),
  resetTradingPassword: operation({
    route: "POST /api/prop/accounts/[login]/password/reset",
    tag: "Trading accounts",
    summary: "Get a new temporary password",
    description:
      "For a customer who lost the account's password. `password` is their sign-in password. The new trading password is only shown once.",
    surface: "session",
    scope: "payments:write",
    params: loginParams,
    body: { schema: resetPasswordInput, example: { password: "your sign-in password" } },
    responses: {
      200: {
        description: "The new password, shown once.",
        schema: newPasswordView,
        example: {
          login: 2_000_140,
          temporary_password: "k7Qm-4xTz-p2Wc",
          must_change_password: true,
        },
      },
    },
    errors: ["INVALID_CREDENTIALS", "INVALID_STATE", "NOT_FOUND"],
    effect: "Replaces this account's password with a new temporary one.",
    ids: { login: "login" },
    run: (ctx, { params, body }) => resetTradingPassword(ctx, params.login, body.password),
  }),
};
