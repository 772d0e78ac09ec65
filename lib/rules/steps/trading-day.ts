import type { RuleSet } from "../schemas";

type Day = RuleSet["day"];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function offset(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    formats.set(zone, format);
  }
  // Such as "6/2/2026, GMT-04:00"; some engines write UTC as "GMT" alone.
  const text = format.format(at);
  const parts = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(text);
  if (!parts) throw new Error(`no offset from UTC: ${text}`);
  const [, sign, hours = 0, minutes = 0, seconds = 0] = parts;
  const ahead = (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds) * 1_000;
  return sign === "-" ? -ahead : ahead;
}

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
  const midnight = Math.floor((at + offset(zone, at)) / DAY) * DAY;
  return midnight + days * DAY + (hours * 60 + minutes) * MINUTE;
}

/**
 * When the trading day that contains an instant ends, and the next one begins, in milliseconds since 1970. Days of 23
 * and 25 hours exist where clocks change.
 */
export function dayEnd({ zone, starts_at }: Day, at: number): number {
  for (let days = 0; ; days++) {
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
