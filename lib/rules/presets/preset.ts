import type { RuleSet } from "../schemas";
import type { PhaseType } from "../texts/context";

/** Rules in the style of a firm, to start a program from. */
export interface Preset {
  id: string;
  name: string;
  /** The initial balance in cents that amounts in money are for; null where all amounts are percentages. */
  size: number | null;
  phases: { name: string; phaseType: PhaseType; rules: RuleSet }[];
  /** The public pages that the numbers are from. */
  sources: string[];
  /** The day on which the sources said so, as YYYY-MM-DD. */
  asOf: string;
  /** What of the firm's rules isn't in the rule sets, each as a sentence. */
  notExpressed: string[];
}

/** To show beside each preset. */
export const presetNote =
  "Firms change their rules, and some let the buyer choose them at checkout. Compare a preset with the firm's current terms before you sell it. No firm named here has reviewed or approved it.";

/** 17:00 in New York: midnight of servers in "GMT+2, GMT+3 in summer". */
export const newYorkClose: RuleSet["day"] = { zone: "America/New_York", starts_at: "17:00" };

/** News that people look at: no orders for some minutes around it. */
export const newsRule = (minutes: number, text: string): RuleSet["conduct"][number] => ({
  code: "news",
  parameters: { minutes_before: minutes, minutes_after: minutes },
  text,
});
