import { z } from "zod";

/** Money in minor units: cents of USD, whole yen of JPY. */
export const cents = z
  .int("must be a whole number of minor units")
  .positive("must be above 0")
  .meta({ description: "An amount of money, in minor units." });

/** A percentage in hundredths: 500 is 5%. */
export const percentUpTo = (highest: number) => {
  const message = `must be above 0% and at most ${highest}%`;
  return z
    .int("must have at most 2 decimals")
    .min(1, message)
    .max(Math.round(highest * 100), message);
};

const partOf = (whole: string) => ({
  description: `A percentage of ${whole}, in hundredths: 500 is 5%.`,
});
/** A part of the initial balance. */
export const ofInitial = (highest: number) =>
  z.strictObject({
    pct_of_initial: percentUpTo(highest).meta(partOf("the initial balance")),
  });
/** A part of the value that a floor is measured from. */
export const ofReference = (highest: number) =>
  z.strictObject({ pct_of_reference: percentUpTo(highest).meta(partOf("the reference")) });

/** A number of things, such as days. */
export const whole = (lowest: number, highest: number) => {
  const message = `must be a whole number from ${lowest} to ${highest.toLocaleString("en-US")}`;
  return z.int(message).min(lowest, message).max(highest, message);
};

type UnionIssue = Parameters<Extract<z.core.$ZodErrorMap<z.core.$ZodIssueInvalidUnion>, object>>[0];

/** The message of an alternative whose field was given, so that it names the number and not the alternatives. */
export function messageOfAlternatives({ input, errors }: UnionIssue): string {
  if (input === null || input === undefined) return "is required";
  const matching = errors?.find((issues) =>
    issues.every(
      (issue) =>
        issue.code !== "unrecognized_keys" &&
        !(issue.code === "invalid_type" && issue.input === undefined),
    ),
  );
  return matching?.[0]?.message ?? "must be one of the alternatives";
}

/** An amount of money, as a part of the initial balance or fixed. */
export const amountUpTo = (highestPercent: number) =>
  z.union([ofInitial(highestPercent), z.strictObject({ cents })], { error: messageOfAlternatives });
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
