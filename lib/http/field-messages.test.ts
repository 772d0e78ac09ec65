import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parse } from "./body";

function messageOf(schema: z.ZodType, value: unknown): string | undefined {
  try {
    parse(z.object({ field: schema }), value === undefined ? {} : { field: value });
  } catch (error) {
    return error instanceof AppError ? error.fields?.[0]?.message : undefined;
  }
  return undefined;
}

test.each<[value: unknown, message: string, schema: z.ZodType]>([
  [undefined, "is required", z.string()],
  [1, "must be a string", z.string()],
  ["1", "must be a number", z.number()],
  [1.5, "must be a whole number", z.int()],
  ["yes", "must be true or false", z.boolean()],
  ["a", "must be a list", z.array(z.string())],
  ["a", "must be an object", z.object({})],
  ["", "must not be empty", z.string().min(1)],
  ["a", "must be at least 3 characters long", z.string().min(3)],
  ["ab", "must be at most 1 character long", z.string().max(1)],
  ["ab", "must be exactly 3 characters long", z.string().length(3)],
  [1, "must be at least 1000", z.number().min(1000)],
  [0, "must be above 0", z.number().positive()],
  [51, "must be at most 50", z.number().max(50)],
  [50, "must be below 50", z.number().lt(50)],
  [[], "must have at least 1 item", z.array(z.string()).min(1)],
  [["a", "b", "c"], "must have at most 2 items", z.array(z.string()).max(2)],
  ["gbp", "must be one of usd, eur", z.enum(["usd", "eur"])],
  [false, "must be true", z.literal(true)],
  ["nobody", "must be an email address", z.email()],
  ["today", "must be an ISO 8601 date and time", z.iso.datetime()],
  ["b", "has an invalid format", z.string().regex(/^a/)],
  [7, "must be a multiple of 5", z.number().multipleOf(5)],
  [true, "has an invalid value", z.union([z.string(), z.number()])],
  ["a", "enter a reason", z.string().min(3, "enter a reason")],
])("parse: %j → %s", (value, message, schema) => {
  expect(messageOf(schema, value)).toBe(message);
});
