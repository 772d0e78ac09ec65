import type { Samples } from "./rounds";
import { median, ratios } from "./statistics";

/** A row of the table and of results.json. */
export interface Measured {
  name: string;
  value: number;
  unit: string;
  /** The baseline of a ratio; null if it isn't one. */
  baseline: number | null;
  /** Its target; null if there is none. */
  target: number | null;
  /** Whether it meets its target; null if there is none. */
  ok: boolean | null;
}

/** At least, or at most. */
export type Goal = { least: number } | { most: number };

/** A figure without a baseline. */
export function figure(name: string, value: number, unit: string, goal?: Goal): Measured {
  return { name, value, unit, baseline: null, ...reached(value, goal) };
}

/** A figure with its own baseline in the same run. */
export const quotient = (name: string, value: number, baseline: number, goal?: Goal): Measured => ({
  name,
  value: value / baseline,
  unit: "×",
  baseline,
  ...reached(value / baseline, goal),
});

function reached(value: number, goal: Goal | undefined): Pick<Measured, "target" | "ok"> {
  if (!goal) return { target: null, ok: null };
  return "least" in goal
    ? { target: goal.least, ok: value >= goal.least }
    : { target: goal.most, ok: value <= goal.most };
}

/** Reads the results of the rounds. Throws for what they didn't measure. */
export function reader(samples: Samples) {
  const all = (key: string): readonly number[] => {
    const found = samples.get(key);
    if (!found) throw new Error(`${key} was not measured`);
    return found;
  };
  return {
    /** The median of the rounds, as a row. */
    row: (name: string, key: string, unit: string, goal?: Goal) =>
      figure(name, median(all(key)), unit, goal),
    /** The median of its ratio to its baseline in each round. */
    ratio: (name: string, key: string, baseline: string, goal?: Goal): Measured => {
      const value = median(ratios(all(key), all(baseline)));
      return { name, value, unit: "×", baseline: median(all(baseline)), ...reached(value, goal) };
    },
    median: (key: string) => median(all(key)),
  };
}
