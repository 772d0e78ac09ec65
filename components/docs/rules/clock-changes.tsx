import { dayEnd } from "@/lib/rules";
import guide from "../guide.module.css";

const HOUR = 3_600_000;
const zones = [
  { name: "17:00 New York time", zone: "America/New_York", starts_at: "17:00" },
  { name: "00:00 Prague time", zone: "Europe/Prague", starts_at: "00:00" },
];

/** `Mar 7, 22:00`. */
const inUtc = (at: number) =>
  new Intl.DateTimeFormat("en-US", {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
  }).format(at);

/** The trading days of a year that don't have 24 hours. */
function unusualDays(zone: (typeof zones)[number], year: number) {
  const days = [];
  let start = dayEnd(zone, Date.UTC(year, 0, 1));
  while (start < Date.UTC(year + 1, 0, 1)) {
    const end = dayEnd(zone, start);
    const hours = (end - start) / HOUR;
    if (hours !== 24) days.push({ start, end, hours });
    start = end;
  }
  return days;
}

/** The trading days of a year that are longer or shorter than others, as the judge begins and ends them. */
export function ClockChanges({ year }: { year: number }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={guide.frame} aria-label={`Clock changes of ${year}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {["A day begins at", "It began (UTC)", "It ended (UTC)", "Length"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {zones.flatMap((zone) =>
            unusualDays(zone, year).map(({ start, end, hours }) => (
              <tr key={`${zone.name} ${start}`}>
                <th scope="row">{zone.name}</th>
                <td>{inUtc(start)}</td>
                <td>{inUtc(end)}</td>
                <td>{hours} hours</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}
