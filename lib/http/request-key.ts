import { z } from "zod";

// PostgreSQL stores each lone half of a surrogate pair as U+FFFD: two keys would become one.
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);

/** A schema for an idempotency key: not blank, of `min` to `max` characters, which PostgreSQL stores unchanged. */
export const requestKey = (min: number, max: number) => {
  const length = `must be ${min} to ${max} characters long`;
  return z
    .string()
    .min(min, length)
    .max(max, length)
    .refine((key) => key.trim() !== "", "must not be blank")
    .refine(isWellFormed, "must be well-formed Unicode");
};
