import { z } from "zod";

/** Money in minor units: cents of USD, whole yen of JPY. */
export const cents = z.int("must be a whole number of minor units").positive("must be above 0");

/** A percentage in hundredths: 500 is 5%. */
export const percentUpTo = (highest: number) => {
  const message = `must be above 0% and at most ${highest}%`;
  return z
    .int("must have at most 2 decimals")
    .min(1, message)
    .max(highest * 100, message);
};

/** A number of things, such as days. */
export const whole = (lowest: number, highest: number) => {
  const message = `must be a whole number from ${lowest} to ${highest.toLocaleString("en-US")}`;
  return z.int(message).min(lowest, message).max(highest, message);
};

/** An amount of money, as a part of the initial balance or fixed. */
export const amountUpTo = (highestPercent: number) =>
  z.union([
    z.strictObject({ pct_of_initial: percentUpTo(highestPercent) }),
    z.strictObject({ cents }),
  ]);
export type Amount = z.infer<ReturnType<typeof amountUpTo>>;

export const zone = z
  .string()
  .refine(isZone, "must be an IANA time zone, such as America/New_York")
  .meta({ description: "IANA time zone." });

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const wallClockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time from 00:00 to 23:59")
  .meta({ description: "Wall-clock time, as HH:MM." });

/** 1 is Monday, 7 is Sunday. */
export const weekday = whole(1, 7).meta({ description: "The weekday: 1 Monday to 7 Sunday." });
