import { describe, expect, test } from "vitest";
import { program } from "@/lib/catalog/examples";
import type { StepView } from "@/lib/catalog/schemas";
import type { RuleSet } from "@/lib/rules/schemas";
import { fundedView, stepView } from "@/testing/catalog/step-view";
import { afterPassingAccount } from "./after-passing-account";
import { offerAmounts } from "./offer-amounts";
import { type Offer, offerOfProgram } from "./offers";
import { plansOf } from "./plans";

const { daily_loss: daily, total_loss: total, payout } = stepView().rules ?? {};
if (!daily || !total || !payout) throw new Error("the example has losses and a split");

let count = 0;
/** An offer of a size with these phases. */
function offerOf(steps: StepView[], size = 100_000): Offer {
  count += 1;
  const sized = steps.map((step) => ({ ...step, initial_balance: size }));
  const name = `Offer ${count}`;
  return offerOfProgram({ ...program, id: count, display_name: name, steps: sized });
}
const oneStep = (own: Partial<RuleSet> = {}, size?: number) => offerOf([stepView(own)], size);
const target = (cents: number) =>
  ({ profit_target: { amount: { cents }, measure: "equity", hold: "once" } }) as const;
const twoSteps = [
  stepView(),
  stepView(target(90_000), { phase_index: 2, name: "Verification" }),
  { ...fundedView(), phase_index: 3 },
];

const names = (offers: Offer[]) => plansOf(offers).map(({ offers }) => offers.map(({ id }) => id));
const rowOf = (offers: Offer[], rule: string) =>
  plansOf(offers)[0]?.rows.find((row) => row.rule === rule);

describe("plansOf:", () => {
  test("sizes with the same rules → one plan, its rules in percent; another rule → a plan of its own, by its name", () => {
    const [small, large, other] = [
      oneStep({}, 10_000),
      oneStep(),
      oneStep({ max_trading_days: 40 }),
    ];
    expect(plansOf([small, large]).map(({ title }) => title)).toEqual(["One-step"]);
    expect(rowOf([small, large], "total_loss")).toEqual({
      rule: "total_loss",
      name: "Max total loss",
      cells: [{ share: "10%" }],
      kinds: ["Static, from the initial balance; open positions count"],
    });
    const plans = plansOf([small, large, other]);
    expect(plans.map(({ title }) => title)).toEqual(["One-step: $10,000 and $100,000", other.name]);
  });

  test("a plan of one size → its rules in money too", () => {
    expect(rowOf([oneStep()], "daily_loss")?.cells).toMatchObject([
      { share: "5%", amount: "$5,000" },
    ]);
  });

  test("several models → those with fewer evaluations first, each phase in a cell, what passing leads to", () => {
    const [two, one] = [offerOf(twoSteps), oneStep()];
    const plans = plansOf([two, one]);
    expect(plans.map(({ title, note }) => [title, note])).toEqual([
      ["One-step", afterPassingAccount],
      ["Two-step", "You start with phase 1. Later phases and payouts aren't available yet."],
    ]);
    const targets = plans[1]?.rows.find(({ rule }) => rule === "profit_target")?.cells;
    expect(targets?.map((cell) => cell?.share)).toEqual(["8%", "$900.00", "None"]);
  });

  test("the same kinds of rules in other amounts of money → one plan, by size", () => {
    const lossOf = (cents: number) => ({ daily_loss: { ...daily, limit: { cents } } });
    const offers = [oneStep(lossOf(50_000), 25_000), oneStep(lossOf(100_000), 50_000)];
    expect(plansOf(offers)).toHaveLength(1);
    expect(rowOf(offers, "daily_loss")?.cells).toEqual([{ share: "By size" }]);
  });

  test.each<[string, Partial<RuleSet>]>([
    ["a percentage", { daily_loss: { ...daily, limit: { pct_of_initial: 400 } } }],
    ["a kind of loss", { total_loss: { ...total, reference: "equity_high" } }],
    ["no limit", { daily_loss: null }],
  ])("another %s → another plan", (_, rules) => {
    const [plain, other] = [oneStep(), oneStep(rules)];
    expect(names([plain, other])).toEqual([[plain.id], [other.id]]);
  });

  test("another profit split, which no page shows yet → the same plan", () => {
    const other = oneStep({ payout: { ...payout, split_pct: 9_000 } });
    expect(plansOf([oneStep(), other])).toHaveLength(1);
  });

  test("phases with losses of different kinds → the kind of each", () => {
    const trailing = stepView(
      { total_loss: { ...total, reference: "day_end_balance_high" } },
      { phase_index: 2 },
    );
    expect(rowOf([offerOf([stepView(), trailing])], "total_loss")?.kinds).toEqual([
      "Static, from the initial balance; open positions count",
      "Trailing, from the highest day-end balance; open positions count",
    ]);
  });
});

describe("offerAmounts:", () => {
  const amounts = (offer: Offer) => offerAmounts(offer).map(({ values }) => values);

  test("two evaluations and a funded phase → each target, a limit that all share once", () => {
    expect(amounts(offerOf(twoSteps))).toEqual([["$8,000", "$900"], ["$5,000"], ["$10,000"]]);
    expect(amounts(offerOf([stepView(), stepView()]))[0]).toEqual(["$8,000", "$8,000"]);
  });

  test("limits that differ, none, and one that grows → in order, None, its percentage", () => {
    const growing = stepView({
      daily_loss: { ...daily, limit: { pct_of_reference: 450 } },
      total_loss: null,
      ...target(12_345),
    });
    expect(amounts(offerOf([growing, stepView()], 25_000))).toEqual([
      ["$123.45", "$2,000"],
      ["4.5%", "$1,250"],
      ["None", "$2,500"],
    ]);
  });

  test("a loss that trails → the money between its mark and its floor", () => {
    const trailing = oneStep({ total_loss: { ...total, reference: "equity_high" } }, 50_000);
    expect(amounts(trailing)[2]).toEqual(["$5,000"]);
  });
});
