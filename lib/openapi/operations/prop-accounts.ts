import { z } from "zod";
import { propAccountParams, propAccountsQuery, propAccountView } from "@/lib/prop-accounts/schemas";
import { freeAccount, propAccount } from "../examples/card";
import type { Operation } from "../operation";

/** The accounts that payments buy. */
export const propAccounts: Operation[] = [
  {
    id: "listPropAccounts",
    route: "GET /api/v2/payments/prop-accounts",
    tag: "Prop accounts",
    summary: "List prop accounts",
    description:
      "The customer's accounts, newest first; the next page is in the Link header. With `payment_id` it is the way to find the account that a payment bought.",
    surface: "app+session",
    scope: "accounts:read",
    query: propAccountsQuery,
    paged: true,
    answers: {
      200: {
        description: "A page of accounts.",
        schema: z.array(propAccountView),
        example: [freeAccount, propAccount],
      },
    },
    ids: { payment_id: "payment", cursor: "prop-account" },
  },
  {
    id: "getPropAccount",
    route: "GET /api/v2/payments/prop-accounts/[id]",
    tag: "Prop accounts",
    summary: "Get a prop account",
    description:
      "The subaccount's fields are null until it is active. A `subaccount_id` of 0 is valid.",
    surface: "app+session",
    scope: "accounts:read",
    params: propAccountParams,
    answers: {
      200: { description: "The account.", schema: propAccountView, example: propAccount },
    },
    errors: ["NOT_FOUND"],
    ids: { id: "prop-account" },
  },
];
