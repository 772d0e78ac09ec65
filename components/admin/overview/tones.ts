import type { Outcomes } from "@/lib/console/schemas";
import { describeStatus, type Tone } from "../../ui/status-words";
import type { Series } from "./bars";

const words: Record<Tone, string> = {
  green: "In order",
  amber: "Waiting",
  red: "Needs a look",
  grey: "Over",
};
const order: Tone[] = ["green", "amber", "red", "grey"];

/** Outcomes as bars: every day of the period, its counts by what their colours mean. */
export function barsOf({ by_day, by_status }: Outcomes, days: string[]) {
  const found = new Map(by_day.map(({ day, counts }) => [day, counts]));
  const rows = days.map((day) => {
    const row: Record<string, string | number> = { day };
    for (const tone of order) row[words[tone]] = 0;
    for (const [status, count] of Object.entries(found.get(day) ?? {})) {
      const name = words[describeStatus(status).tone];
      row[name] = Number(row[name]) + count;
    }
    return row;
  });
  const seen = new Set(by_status.map(({ status }) => describeStatus(status).tone));
  const series: Series[] = order
    .filter((tone) => seen.has(tone))
    .map((tone) => ({ name: words[tone], color: `var(--pd-${tone})` }));
  return { rows, series };
}
