import { z } from "zod";
import {
  changePasswordInput,
  loginParams,
  newPasswordView,
  operationsPage,
  operationsQuery,
  resetPasswordInput,
  tradingAccountView,
} from "@/lib/trading/schemas";
import { operation, tradingAccount } from "../examples/wallet";
import type { Operation } from "../operation";

/** Wallets and challenge accounts at the trading server. */
export const tradingAccounts: Operation[] = [
  {
    id: "listTradingAccounts",
    route: "GET /api/prop/accounts",
    tag: "Trading accounts",
    summary: "List trading accounts",
    description: "The customer's wallets and challenge accounts, by login.",
    surface: "session",
    scope: "accounts:read",
    answers: {
      200: {
        description: "All of them.",
        schema: z.object({ rows: z.array(tradingAccountView) }),
        example: { rows: [tradingAccount] },
      },
    },
  },
  {
    id: "listOperations",
    route: "GET /api/prop/accounts/[login]/operations",
    tag: "Trading accounts",
    summary: "List an account's operations",
    description:
      "The account's statement, newest first. `next_cursor` is the `cursor` of the next page, null on the last.",
    surface: "session",
    scope: "accounts:read",
    params: loginParams,
    query: operationsQuery,
    answers: {
      200: {
        description: "A page of operations.",
        schema: operationsPage,
        example: { rows: [operation], next_cursor: null },
      },
    },
    errors: ["NOT_FOUND"],
    ids: { login: "login" },
  },
  {
    id: "changeTradingPassword",
    route: "POST /api/prop/accounts/[login]/password",
    tag: "Trading accounts",
    summary: "Change an account's password",
    description:
      "Replaces the temporary password, or any other, and clears `must_change_password`.",
    surface: "session",
    scope: "payments:write",
    params: loginParams,
    body: {
      schema: changePasswordInput,
      example: { current_password: "k7Qm-4xTz-p2Wc", new_password: "a new and longer password" },
    },
    answers: {
      200: {
        description: "The account.",
        schema: tradingAccountView,
        example: tradingAccount,
      },
    },
    errors: ["INVALID_CREDENTIALS", "INVALID_STATE", "NOT_FOUND"],
    effect: "Replaces this account's password at the trading server.",
    ids: { login: "login" },
  },
  {
    id: "resetTradingPassword",
    route: "POST /api/prop/accounts/[login]/password/reset",
    tag: "Trading accounts",
    summary: "Get a new temporary password",
    description:
      "For somebody who lost the account's password: `password` is the one that they sign in with. The new one is shown once.",
    surface: "session",
    scope: "payments:write",
    params: loginParams,
    body: { schema: resetPasswordInput, example: { password: "your sign-in password" } },
    answers: {
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
    effect: "Replaces this account's password by a new temporary one.",
    ids: { login: "login" },
  },
];
