import { judge, openPhase, type PhaseState, type Verdict } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { type Line, readLine } from "./read-line";

/** Minor units as a decimal string. */
const decimal = (minor: number) => (minor / 100).toFixed(2);
/** Hundred-millionths of a lot as a decimal string, with at least two places. */
const lots = (volume: number) => (volume / 100_000_000).toFixed(8).replace(/0{1,6}$/, "");
/** Rules that count days or positions have their numbers as they are. */
const moneyRules: ReadonlySet<string | null> = new Set([
  "daily_loss",
  "total_loss",
  "profit_target",
  "consistency",
]);

interface Account {
  rules: RuleSet;
  state: PhaseState;
}

/** A line that can't be judged. */
export interface InvalidLine {
  line: number;
  reason: string;
}

/**
 * Judges a file of trading events, its accounts separately. Calls `print` with each verdict in the order of the lines,
 * and last with the state of each account. Invalid lines change nothing.
 *
 * @param rules for accounts that are opened without rules of their own
 * @returns the invalid lines
 */
export async function replayFile(
  lines: AsyncIterable<string>,
  rules: RuleSet | null,
  print: (line: object) => void,
  invalid: (line: InvalidLine) => void,
): Promise<void> {
  const accounts = new Map<string, Account>();
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() === "") continue;
    try {
      for (const verdict of judgeLine(accounts, readLine(text), rules)) print(verdict);
    } catch (error) {
      invalid({ line: number, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  for (const [account, { state }] of accounts) print(summary(account, state));
}

function judgeLine(accounts: Map<string, Account>, line: Line, rules: RuleSet | null): object[] {
  const { account } = line;
  const existing = accounts.get(account);
  if ("open" in line) {
    if (existing) throw new Error(`account ${account} was opened before`);
    const own = line.open.rules ?? rules;
    if (!own) throw new Error(`account ${account} has no rules: name a file with --rules`);
    accounts.set(account, { rules: own, state: openPhase(own, line.open) });
    return [];
  }
  if (!existing) throw new Error(`account ${account} wasn't opened before`);
  if (!line.event) return [];
  const { state, verdicts } = judge(existing.rules, existing.state, line.event);
  existing.state = state;
  return verdicts.map((verdict) => printed(account, verdict));
}

function printed(account: string, { kind, rule, threshold, observed, at }: Verdict) {
  const write = (value: number | null) => {
    if (value === null) return null;
    if (rule === "max_lots") return lots(value);
    return moneyRules.has(rule) ? decimal(value) : value;
  };
  return {
    account,
    kind,
    rule,
    threshold: write(threshold),
    observed: write(observed),
    at: new Date(at).toISOString(),
  };
}

const summary = (account: string, state: PhaseState) => ({
  account,
  state: state.status,
  floors: {
    daily: state.daily && decimal(state.daily.floor),
    total: state.total && decimal(state.total.floor),
  },
  balance: decimal(state.balance),
  equity: decimal(state.equity),
  trading_days: state.trading_days,
});
