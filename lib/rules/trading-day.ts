import type { RuleSet } from "./schemas";

type Day = RuleSet["day"];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall-clock time of a zone at an instant, as if it were UTC, in milliseconds. */
function wallClock(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "iso8601",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offset = (zone: string, at: number) => wallClock(zone, at) - Math.floor(at / 1_000) * 1_000;

/**
 * The instant of a wall-clock time. One that is skipped when clocks go forward is the first instant after it; one that
 * comes twice is its first occurrence.
 */
function instantOf(zone: string, wall: number): number {
  const before = offset(zone, wall - DAY);
  const after = offset(zone, wall + DAY);
  for (const candidate of [before, after].sort((a, b) => b - a)) {
    if (offset(zone, wall - candidate) === candidate) return wall - candidate;
  }
  // Between these two instants the clocks go forward.
  let from = wall - Math.max(before, after);
  let to = wall - Math.min(before, after);
  while (to - from > MINUTE) {
    const middle = from + Math.floor((to - from) / 2 / MINUTE) * MINUTE;
    if (offset(zone, middle) === offset(zone, to)) to = middle;
    else from = middle;
  }
  return to;
}

/** The wall-clock time of a zone's day on which an instant is, some days later, in milliseconds. */
function wallTime(zone: string, at: number, time: string, days: number): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const midnight = Math.floor(wallClock(zone, at) / DAY) * DAY;
  return midnight + days * DAY + (hours * 60 + minutes) * MINUTE;
}

/**
 * When the trading day that contains an instant ends, and the next one begins, in milliseconds since 1970. Days of 23
 * and 25 hours exist where clocks change.
 */
export function dayEnd({ zone, starts_at }: Day, at: number): number {
  for (let days = -1; ; days++) {
    const end = instantOf(zone, wallTime(zone, at, starts_at, days));
    if (end > at) return end;
  }
}

type Weekly = NonNullable<NonNullable<RuleSet["holding"]>["closes_at"]>;

/** The first instant after another at which it is this time of this weekday, in milliseconds since 1970. */
export function nextWeekly({ zone, weekday, time }: Weekly, at: number): number {
  for (let days = 0; ; days++) {
    const wall = wallTime(zone, at, time, days);
    // Day 0 of 1970 was a Thursday, the fourth weekday.
    const isWeekday = (Math.floor(wall / DAY) + 3) % 7 === weekday - 1;
    const instant = isWeekday ? instantOf(zone, wall) : at;
    if (instant > at) return instant;
  }
}
