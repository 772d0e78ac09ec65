import { judge, openPhase, type PhaseState } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { printedState, printedVerdict } from "./printed";
import { type Line, readLine } from "./read-line";

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
  for (const [account, { state }] of accounts) print(printedState(account, state));
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
  return verdicts.map((verdict) => printedVerdict(account, verdict));
}
