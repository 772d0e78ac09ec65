import { z } from "zod";

// Half of a surrogate pair: PostgreSQL stores each one as U+FFFD, and two keys would be one.
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);

/** An idempotency key of so many characters: a text that stays the same in the database, and isn't blank. */
export const requestKey = (least: number, most: number) => {
  const length = `must have ${least} to ${most} characters`;
  return z
    .string()
    .min(least, length)
    .max(most, length)
    .refine((key) => key.trim() !== "", "must not be blank")
    .refine(isWellFormed, "must be well-formed Unicode");
};
