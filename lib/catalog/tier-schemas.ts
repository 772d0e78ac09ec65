import { z } from "zod";
import {
  label,
  notNamed,
  percent,
  priceCents,
  saleCurrency,
  seen,
  slug,
  sortIndex,
  unseen,
  whole,
} from "./fields";

/** A tier's name and rules as they were when it was bought. Shares in percent; null is no limit. */
export const tierTerms = z.object({
  name: z.string(),
  profit_target_pct: z.number().nullable(),
  max_daily_loss_pct: z.number().nullable(),
  max_total_loss_pct: z.number().nullable(),
  profit_split_pct: z.number().nullable(),
  min_trading_days: z.number().int(),
});
export type TierTerms = z.output<typeof tierTerms>;

const fields = {
  name: label(40),
  // As much as a checkout takes.
  account_size: whole(1, 1_000_000_000),
  price_cents: priceCents,
  currency: saleCurrency,
  profit_target_pct: percent(999.99, { above: true }).nullable(),
  max_daily_loss_pct: percent(100, { above: true }).nullable(),
  max_total_loss_pct: percent(100, { above: true }).nullable(),
  profit_split_pct: percent(100, { above: false }).nullable(),
  min_trading_days: whole(0, 3_650),
  recommended: z.boolean(),
  sort_index: sortIndex,
  markets: z
    .array(z.strictObject({ market: slug, asset_class: slug }))
    .min(1, "must be sold in at least one market")
    .max(20, "must be at most 20 markets"),
};

type Ruled = Pick<
  z.output<z.ZodObject<typeof fields>>,
  "max_daily_loss_pct" | "max_total_loss_pct" | "markets"
>;

function checkRules(tier: Ruled, problem: (path: (string | number)[], message: string) => void) {
  const { max_daily_loss_pct: daily, max_total_loss_pct: total, markets } = tier;
  if (daily !== null && total !== null && daily > total) {
    problem(["max_daily_loss_pct"], `must not be above the total loss of ${total}%`);
  }
  for (const [i, { market, asset_class }] of markets.entries()) {
    const before = markets.slice(0, i);
    if (before.some((other) => other.market === market)) {
      problem(["markets", i, "market"], "is there already");
    } else if (before.some((other) => other.asset_class === asset_class)) {
      problem(["markets", i, "asset_class"], "belongs to another market already");
    }
  }
}

const ruled = <S extends z.ZodType<Ruled>>(schema: S) =>
  schema.superRefine((tier, ctx) =>
    checkRules(tier, (path, message) => ctx.addIssue({ code: "custom", path, message })),
  );

export const newTierInput = ruled(
  z.strictObject({ id: slug.refine(...notNamed("new", "complete")), ...fields, ...unseen }),
);
export type NewTierInput = z.output<typeof newTierInput>;
export const tierInput = ruled(z.strictObject({ ...fields, ...seen }));
export type TierInput = z.output<typeof tierInput>;

export const tierParams = z.object({ id: z.string().min(1).max(64) });

/** A tier as who edits it sees it, on sale or not. */
export const tierRecord = z.object({
  id: z.string(),
  ...fields,
  currency: z.string(),
  archived: z.boolean(),
  version: z.number().int(),
});
export type TierRecord = z.output<typeof tierRecord>;

/** What the storefront shows of a tier. */
export type TierView = Omit<TierRecord, "sort_index" | "archived" | "version">;
