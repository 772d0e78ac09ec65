import { z } from "zod";
import { operation } from "@/lib/http/operation";
import { listResponse } from "@/lib/http/pagination";
import { freeAccount, propAccount } from "./examples";
import { listPropAccounts } from "./list";
import { getPropAccount } from "./read";
import { propAccountParams, propAccountsQuery, propAccountView } from "./schemas";

/** The accounts that payments buy. */
export const operations = {
  listPropAccounts: operation({
    route: "GET /api/v2/payments/prop-accounts",
    tag: "Prop accounts",
    summary: "List prop accounts",
    description:
      "Lists the customer's accounts, newest first. The next page's URL is in the Link header. Use `payment_id` to find the account bought with a payment.",
    surface: "app+session",
    scope: "accounts:read",
    query: propAccountsQuery,
    isPaginated: true,
    responses: {
      200: {
        description: "A page of accounts.",
        schema: z.array(propAccountView),
        example: [freeAccount, propAccount],
      },
    },
    ids: { payment_id: "payment", cursor: "prop-account" },
    run: async (ctx, { request, query }) =>
      listResponse(request, await listPropAccounts(ctx, query)),
  }),
  getPropAccount: operation({
    route: "GET /api/v2/payments/prop-accounts/[id]",
    tag: "Prop accounts",
    summary: "Get a prop account",
    description:
      "The subaccount's fields are null until it is active. A `subaccount_id` of 0 is valid.",
    surface: "app+session",
    scope: "accounts:read",
    params: propAccountParams,
    responses: {
      200: { description: "The account.", schema: propAccountView, example: propAccount },
    },
    errors: ["NOT_FOUND"],
    ids: { id: "prop-account" },
    run: (ctx, { params }) => getPropAccount(ctx, params.id),
  }),
};
