import type { PhaseState } from "@/lib/rules";
import type { AccountResult } from "./schemas";

/** Minor units as a decimal string. */
export const decimal = (minor: number | bigint): string => (Number(minor) / 100).toFixed(2);

/** The floors of a phase as decimal strings. */
export const presentFloors = ({ daily, total }: PhaseState): AccountResult["floors"] => ({
  daily: daily && decimal(daily.floor),
  total: total && decimal(total.floor),
});

/** Rules whose numbers are money; those of others count days, positions or lots. */
const moneyRules: ReadonlySet<string | null> = new Set([
  "daily_loss",
  "total_loss",
  "profit_target",
  "consistency",
]);

/** Hundred-millionths of a lot as a decimal string, with at least two places. */
const lots = (volume: number) => (volume / 100_000_000).toFixed(8).replace(/0{1,6}$/, "");

/** A verdict's threshold or observed value as text: money and lots as decimals, days and positions as numbers. */
export function presentNumber(rule: string | null, value: number | null): string | null {
  if (value === null) return null;
  if (rule === "max_lots") return lots(value);
  return moneyRules.has(rule) ? decimal(value) : String(value);
}
