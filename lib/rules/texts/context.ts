import type { RuleSet } from "../schemas";
import type { PhaseState } from "../state";

/** What the sentences about one phase are written with. */
export interface TextContext {
  rules: RuleSet;
  /** The initial balance in minor units. */
  initial: number;
  /** The phase of the examples when it opens. */
  opened: PhaseState;
  phaseType: PhaseType;
  /** Formats minor units in the account's currency. */
  money: (minorUnits: number) => string;
}

export type PhaseType = "evaluation" | "funded";

/** The fields of a rule set that have a text of their own; each rule of `conduct` is an entry. */
export type RuleKey = Exclude<keyof RuleSet, "version">;

/** One rule in words. */
export interface RuleText {
  rule: RuleKey;
  /** Its name, such as `Max daily loss`. */
  title: string;
  /** Its value in a few words, for cards and cells of tables: `5% of the initial balance`. */
  short: string;
  /** The whole rule, in sentences with worked numbers. */
  text: string;
}

/** What ends when a rule is breached or time is up. */
export const whatEnds = ({ phaseType }: TextContext): string =>
  phaseType === "funded" ? "the funded phase" : "the challenge";

/** What happens when time is up, in the middle of a sentence. */
export const expires = ({ phaseType }: TextContext): string =>
  phaseType === "funded"
    ? "the funded phase expires"
    : "the phase expires and the challenge is over";

/** Whether money can be withdrawn from the account. */
export const hasWithdrawals = ({ phaseType, rules }: TextContext): boolean =>
  phaseType === "funded" || rules.payout !== null;
