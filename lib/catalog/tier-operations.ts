import { z } from "zod";
import { requireApp } from "@/lib/core/context";
import { operation } from "@/lib/http/operation";
import { exampleRuleSet, tier } from "./examples";
import { getRuleSet } from "./get-rule-set";
import { ruleSetParams, ruleSetQuery, ruleSetView, tierView } from "./schemas";
import { listTiers } from "./tiers";

/** The tiers on sale, for partners. */
export const tierOperations = {
  listTiers: operation({
    route: "GET /api/v2/tiers",
    tag: "Payments",
    summary: "List tiers",
    description:
      "The challenges that are sold by card, with their prices and rules. To sell one, send its `id` as `tier_id` " +
      "with its `account_size`, its `price_cents` as `amount_cents`, and one of its markets. A tier with a price of 0 " +
      "is opened as a free account.",
    surface: "app",
    scope: "payments:read",
    responses: {
      200: {
        description: "The tiers, in the order of the store.",
        schema: z.array(tierView),
        example: [tier],
      },
    },
    run: (ctx) => {
      requireApp(ctx, "payments:read");
      return listTiers(ctx.db);
    },
  }),
  getRuleSet: operation({
    route: "GET /api/v2/rule-sets/[id]",
    tag: "Payments",
    summary: "Get a rule set",
    description:
      "The rules of a phase as they were sold, by the `rule_set` of a tier, program, payment, prop account or challenge. " +
      "A rule set never changes, so you can keep it. `rules_text` has the numbers of the account that you name.",
    surface: "app",
    scope: "payments:read",
    params: ruleSetParams,
    query: ruleSetQuery,
    errors: ["NOT_FOUND"],
    responses: {
      200: { description: "The rule set.", schema: ruleSetView, example: exampleRuleSet },
    },
    run: (ctx, { params, query }) => {
      requireApp(ctx, "payments:read");
      return getRuleSet(ctx.db, params.id, query);
    },
  }),
};
