import type { Outcomes } from "@/lib/console/schemas";
import { describeStatus, type Tone } from "../../ui/status-labels";
import type { Series } from "./bars";

const labels: Record<Tone, string> = {
  green: "Successful",
  amber: "Pending",
  red: "Failed or disputed",
  grey: "Closed",
};
const order: Tone[] = ["green", "amber", "red", "grey"];

/** Counts by status as bars: a row for every day of the period, with a number for each tone. */
export function barsOf({ by_day, by_status }: Outcomes, days: string[]) {
  const byDay = new Map(by_day.map(({ day, counts }) => [day, counts]));
  const rows = days.map((day) => {
    const row: Record<string, string | number> = { day };
    for (const tone of order) row[labels[tone]] = 0;
    for (const [status, count] of Object.entries(byDay.get(day) ?? {})) {
      const name = labels[describeStatus(status).tone];
      row[name] = Number(row[name]) + count;
    }
    return row;
  });
  const used = new Set(by_status.map(({ status }) => describeStatus(status).tone));
  const series: Series[] = order
    .filter((tone) => used.has(tone))
    .map((tone) => ({ name: labels[tone], color: `var(--pd-${tone})` }));
  return { rows, series };
}
