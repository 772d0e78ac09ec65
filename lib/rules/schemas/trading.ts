import { z } from "zod";
import { wallClockTime, weekday, whole, zone } from "./parts";

const warnOrFail = z.enum(["warn", "fail"]).meta({
  description: "warn: a warning. fail: the phase is breached.",
});

export const maxOpenPositions = z.strictObject({
  limit: whole(1, 100_000).meta({
    description: "The most positions that may be open at the same time.",
  }),
  // biome-ignore lint/suspicious/noThenProperty: a string, which nothing awaits
  then: warnOrFail,
});

export const maxLots = z.strictObject({
  limit: whole(1, 100_000_000).meta({
    description:
      "The most lots that may be open at the same time, in hundredths: 150 is 1.50 lots.",
  }),
  // biome-ignore lint/suspicious/noThenProperty: a string, which nothing awaits
  then: warnOrFail,
});

const hold = z.enum(["hold", "flat"]);

export const holding = z.strictObject({
  overnight: hold.meta({
    description: "flat: no position may be open when a trading day ends. hold: allowed.",
  }),
  weekend: hold.meta({
    description: "flat: no position may be open at `closes_at`. hold: allowed.",
  }),
  closes_at: z
    .strictObject({ weekday, time: wallClockTime, zone })
    .nullable()
    .meta({ description: "When the weekend begins; null where the weekend may be held." }),
  exempt: z
    .array(z.string().trim().min(1).max(32))
    .max(100)
    .meta({ description: "Symbols that may be held, such as cryptocurrencies." }),
  // biome-ignore lint/suspicious/noThenProperty: a string, which nothing awaits
  then: z.enum(["close", "warn", "fail"]).meta({
    description: "close: positions are closed. warn: a warning. fail: the phase is breached.",
  }),
});

/** A rule that people look at: it raises flags, never verdicts. */
const conductRule = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, "must be lowercase letters, numbers and underscores")
    .meta({ description: "The kind of rule, such as news, hedging or copy_trading." }),
  parameters: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
      z.union([z.string().max(200), z.int(), z.boolean()]),
    )
    .meta({ description: "Its numbers, such as the minutes around news." }),
  text: z
    .string()
    .trim()
    .min(1, "is required")
    .max(1_000, "must be at most 1,000 characters long")
    // Half a character can't be stored.
    .refine((text) => !/\p{Surrogate}/u.test(text), "has a character that can't be stored")
    .meta({ description: "The rule in words, as the buyer reads it." }),
});
export const conduct = z
  .array(conductRule)
  .max(30)
  .meta({ description: "Rules that people look at; no verdict follows from them." });
