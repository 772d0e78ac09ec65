import { expect, test } from "vitest";
import { hasTooManyFields } from "./json-text";

const list = (count: number) => Array.from({ length: count }, () => 1);
const object = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, 1]));

test.each([
  ["an object", object],
  ["a list", list],
  ["an object in lists", (count: number) => [list(400), [object(count)], list(400)]],
  ["a list after others", (count: number) => ({ a: object(400), b: list(400), c: list(count) })],
  ["an object after a text with quotes", (count: number) => ['"\\', "\\\\", object(count)]],
])("hasTooManyFields: %s → from 501 on, not with 500", (_, make) => {
  expect(hasTooManyFields(JSON.stringify(make(500)))).toBe(false);
  expect(hasTooManyFields(JSON.stringify(make(501)))).toBe(true);
  expect(hasTooManyFields(JSON.stringify(make(501), null, 2))).toBe(true);
});

test.each([
  ["commas and brackets of texts", { text: `,{"[\\,`.repeat(5_000) }],
  ["many fields in many places", Array.from({ length: 100 }, () => list(400))],
])("hasTooManyFields: %s → not counted together", (_, input) => {
  expect(hasTooManyFields(JSON.stringify(input))).toBe(false);
});

test.each(["", "]".repeat(2_000), '"'.repeat(2_001), "\\".repeat(2_000), "[".repeat(60_000)])(
  "hasTooManyFields: a text that isn't JSON → no error",
  (text) => {
    expect(hasTooManyFields(text)).toBe(false);
  },
);
