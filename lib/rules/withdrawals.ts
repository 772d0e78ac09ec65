import { checkInteger } from "./events";
import type { RuleSet } from "./schemas";
import { judgeInOrder, type PhaseState, type Verdict } from "./state";
import { applyEvent } from "./steps/apply-event";
import { judgeReset } from "./steps/boundary";
import { judgeLosses } from "./steps/losses";

/**
 * The verdict that would end or pause the phase if an amount were withdrawn now: at once, or at the next reset with
 * today's values. Null if the withdrawal would leave the phase as it is; a phase that has ended stays as it is.
 *
 * @param amount in minor units; a RangeError if it is no whole number or negative
 */
export function checkWithdrawal(rules: RuleSet, state: PhaseState, amount: number): Verdict | null {
  checkInteger("amount", amount);
  if (amount < 0) throw new RangeError(`amount must not be negative: ${amount}`);
  const { at, balance, equity } = state;
  const withdrawn = applyEvent(rules, state, {
    type: "balance_operation",
    at,
    amount: -amount,
    balance: balance - amount,
    equity: equity - amount,
  });
  const { verdicts } = judgeInOrder(withdrawn, [
    (after) => judgeLosses(rules, after, "always"),
    (after) => judgeReset(rules, after),
  ]);
  return verdicts.find(({ kind }) => kind === "breached" || kind === "paused") ?? null;
}

/**
 * The largest amount that `checkWithdrawal` allows, of balance and equity; 0 if it allows none. In minor units.
 *
 * A larger withdrawal never stands where a smaller one doesn't, so halving finds it.
 */
export function largestWithdrawal(rules: RuleSet, state: PhaseState): number {
  const isAllowed = (amount: number) => checkWithdrawal(rules, state, amount) === null;
  let least = 0;
  let most = Math.max(0, Math.min(state.balance, state.equity));
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (isAllowed(middle)) least = middle;
    else most = middle - 1;
  }
  return least;
}
