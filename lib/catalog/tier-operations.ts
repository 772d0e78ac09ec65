import { z } from "zod";
import { requireApp } from "@/lib/core/context";
import { operation } from "@/lib/http/operation";
import { tier } from "./examples";
import { tierView } from "./schemas";
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
};
