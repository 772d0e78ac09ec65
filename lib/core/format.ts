const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const steps: [limit: number, seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [HOUR, MINUTE, "minute"],
  [DAY, HOUR, "hour"],
  [7 * DAY, DAY, "day"],
];

/** `3 minutes ago`, `in 2 hours`; the date if it is more than a week away, by default in the zone of the process or browser. */
export function relativeTime(
  date: Date | string,
  now: Date = new Date(),
  timeZone?: string,
): string {
  const then = new Date(date);
  const seconds = Math.round((then.getTime() - now.getTime()) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 5) return "just now";
  if (distance < MINUTE) return seconds < 0 ? `${distance} seconds ago` : `in ${distance} seconds`;
  for (const [limit, size, unit] of steps) {
    if (distance >= limit) continue;
    const rough = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
    return rough.format(Math.trunc(seconds / size), unit);
  }
  return shortDate(then, timeZone);
}

/** `Nov 20, 2025, 22:51:04 UTC`: to the second, with the zone. By default the zone of the process or browser. */
export function exactTime(date: Date | string, timeZone?: string): string {
  return new Intl.DateTimeFormat("en", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    timeZone,
  }).format(new Date(date));
}

/** `5FHneW46…tQY_12`: an id with its middle left out, for a narrow column. */
export function shortenMiddle(id: string, head = 8, tail = 6): string {
  return id.length <= head + tail + 1 ? id : `${id.slice(0, head)}…${id.slice(-tail)}`;
}

/** A time in whole Unix seconds, as in `/prop`; 0 for null. */
export const toUnixSeconds = (time: Date | null): number =>
  time ? Math.floor(time.getTime() / 1000) : 0;

/** A time in Unix seconds, as in `/prop`, as ISO 8601. */
export const fromUnixSeconds = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** `Nov 20, 2025, 22:51`: to the minute. By default in the zone of the process or browser. */
export function shortTime(date: Date | string, timeZone?: string): string {
  return new Intl.DateTimeFormat("en", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(new Date(date));
}

/** `Nov 20, 2025`. By default in the zone of the process or browser. */
export const shortDate = (date: Date | string, timeZone?: string): string =>
  new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone }).format(new Date(date));

/** A market's label: `crypto` → `Crypto`. */
export const marketName = (market: string): string =>
  market.charAt(0).toUpperCase() + market.slice(1);

/** How long to wait before a retry: `1 second`, `40 seconds`, from 100 s on in minutes, rounded up. */
export function formatRetryAfter(seconds: number): string {
  const [count, unit] = seconds < 100 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** The number of a payment's receipt as it is printed: `R-000123`. */
export const formatReceiptNumber = (number: number): string =>
  `R-${String(number).padStart(6, "0")}`;

/** The number of the receipt of a purchase from a wallet, by the purchase's own number: `P-000123`. */
export const formatPurchaseNumber = (number: number): string =>
  `P-${String(number).padStart(6, "0")}`;
