import { describe, expect, test } from "vitest";
import { program } from "@/lib/catalog/examples";
import type { RuleSet } from "@/lib/rules/schemas";
import { fundedView, stepView } from "@/testing/catalog/step-view";
import { afterPassingAccount } from "./after-passing-account";
import { offerRules, shareNotes } from "./offer-rules";
import { offerOfProgram } from "./offers";

const steps = [
  stepView(),
  stepView(
    { profit_target: { amount: { cents: 90_000 }, measure: "equity", hold: "once" } },
    { phase_index: 2 },
  ),
  fundedView(),
];
const offerWith = (own: Partial<RuleSet> = {}) =>
  offerOfProgram({ ...program, steps: [stepView(own)] });
const twoStep = offerOfProgram({ ...program, steps });
const { total_loss: total } = stepView().rules ?? {};
if (!total) throw new Error("the example has a total loss");

const daily = "Daily loss: From the day's starting balance; open positions count.";
const fixed = "Total loss: Static, from the initial balance; open positions count.";

describe("offerRules:", () => {
  test("two evaluations and a funded phase → a target of each evaluation, its columns, its notes", () => {
    const { targets, columns, notes } = offerRules(twoStep);
    expect(targets.map(({ phase, target }) => [phase, target.share, target.amount])).toEqual([
      [1, "8%", "$8,000"],
      [2, "$900.00", undefined],
    ]);
    expect(columns.map(({ name, share }) => [name, share])).toEqual([
      ["Max daily loss", "5%"],
      ["Max total loss", "10%"],
      ["Min. days", "5 days"],
      ["Time limit", "30 days"],
    ]);
    expect(notes).toEqual([
      daily,
      fixed,
      "You start with phase 1. Later phases and payouts aren't available yet.",
    ]);
  });

  test("a phase with another kind of loss → the kind of each phase", () => {
    const trailing = stepView(
      { total_loss: { ...total, reference: "equity_high" } },
      { phase_index: 2 },
    );
    const { notes } = offerRules(offerOfProgram({ ...program, steps: [stepView(), trailing] }));
    expect(notes).toContain(fixed.replace("loss:", "loss, phase 1:"));
    expect(notes).toContain(
      "Total loss, phase 2: Trailing, from the highest equity; open positions count.",
    );
  });

  test("no minimum of days, another rule → None, and a note", () => {
    const { columns, notes } = offerRules(
      offerWith({ min_trading_days: null, max_trading_days: 40 }),
    );
    expect(columns[2]).toMatchObject({ name: "Min. days", share: "None" });
    expect(notes).toContain("Max. trading days: 40 days.");
  });
});

test("shareNotes: what all have → once; what a model has → once with its name; the rest → left", () => {
  const noted = [offerWith(), offerWith({ max_trading_days: 40 }), twoStep].map((offer) => ({
    offer,
    notes: offerRules(offer).notes,
  }));
  const { shared, rows } = shareNotes(noted);
  expect(shared).toEqual([
    daily,
    fixed,
    `One-step: ${afterPassingAccount}`,
    "Two-step: You start with phase 1. Later phases and payouts aren't available yet.",
  ]);
  expect(rows.map(({ notes }) => notes)).toEqual([[], ["Max. trading days: 40 days."], []]);
});
