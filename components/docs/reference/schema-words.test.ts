import { expect, test } from "vitest";
import { fieldsOf, resolve, ruleWords, typeWords, valuesOf, variantsOf } from "./schema-words";

const schemas = {
  Thing: { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
};
const thing = { $ref: "#/components/schemas/Thing" };

test.each([
  [{ type: "string" }, "string"],
  [{ type: ["string", "null"] }, "string or null"],
  [{ anyOf: [{ type: "integer" }, { type: "null" }] }, "integer or null"],
  [{ type: "array", items: thing }, "list of Thing"],
  [{ anyOf: [thing, { type: "null" }] }, "Thing or null"],
  [{}, "any"],
])("%j is %s", (schema, words) => {
  expect(typeWords(schema)).toBe(words);
});

test.each([
  [{ minimum: 1, maximum: 100 }, ["1 to 100"]],
  [{ minimum: 1, maximum: 2_147_483_647 }, ["at least 1"]],
  [{ type: "integer", exclusiveMinimum: 0, maximum: 1_000_000_000 }, ["1 to 1,000,000,000"]],
  [{ type: "number", exclusiveMinimum: 0, maximum: 100 }, ["above 0", "at most 100"]],
  [{ minLength: 1, maxLength: 64 }, ["at most 64 characters"]],
  [{ minLength: 10, maxLength: 128 }, ["10 to 128 characters"]],
  [{ format: "date-time" }, ["ISO 8601"]],
  [{ minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 }, []],
])("the rules of %j are %j", (schema, words) => {
  expect(ruleWords(schema)).toEqual(words);
});

test("values, fields and references are found where they are", () => {
  expect(valuesOf({ type: "array", items: { enum: ["a", "b"] } })).toEqual(["a", "b"]);
  expect(valuesOf({ anyOf: [{ const: 6 }, { const: 8 }] })).toEqual(["6", "8"]);
  expect(fieldsOf(resolve({ anyOf: [thing, { type: "null" }] }, schemas))).toEqual([
    { name: "a", schema: { type: "string" }, required: true },
  ]);
});

test("objects of several kinds are told apart by their constant", () => {
  const kinds = ["x", "y"].map((kind) => ({
    type: "object",
    properties: { kind: { const: kind } },
  }));
  const titles = variantsOf({ type: "array", items: { oneOf: kinds } }, {}).map((v) => v.title);
  expect(titles).toEqual(["kind: x", "kind: y"]);
});
