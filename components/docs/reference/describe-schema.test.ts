import { expect, test } from "vitest";
import {
  constraintLabels,
  fieldsOf,
  resolve,
  typeLabel,
  valuesOf,
  variantsOf,
} from "./describe-schema";

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
])("typeLabel: %j → %s", (schema, label) => {
  expect(typeLabel(schema)).toBe(label);
});

test.each([
  [{ minimum: 1, maximum: 100 }, ["1 to 100"]],
  [{ minimum: 1, maximum: 2_147_483_647 }, ["min 1"]],
  [{ type: "integer", exclusiveMinimum: 0, maximum: 1_000_000_000 }, ["1 to 1,000,000,000"]],
  [{ type: "number", exclusiveMinimum: 0, maximum: 100 }, ["above 0", "max 100"]],
  [{ minLength: 1, maxLength: 64 }, ["max 64 characters"]],
  [{ minLength: 10, maxLength: 128 }, ["10 to 128 characters"]],
  [{ format: "date-time" }, ["ISO 8601"]],
  [{ minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 }, []],
])("constraintLabels: %j → %j", (schema, labels) => {
  expect(constraintLabels(schema)).toEqual(labels);
});

test("valuesOf, fieldsOf, resolve: lists, alternatives and references → followed", () => {
  expect(valuesOf({ type: "array", items: { enum: ["a", "b"] } })).toEqual(["a", "b"]);
  expect(valuesOf({ anyOf: [{ const: 6 }, { const: 8 }] })).toEqual(["6", "8"]);
  expect(fieldsOf(resolve({ anyOf: [thing, { type: "null" }] }, schemas))).toEqual([
    { name: "a", schema: { type: "string" }, required: true },
  ]);
});

test("variantsOf: several objects → titled by their constants", () => {
  const kinds = ["x", "y"].map((kind) => ({
    type: "object",
    properties: { kind: { const: kind } },
  }));
  const titles = variantsOf({ type: "array", items: { oneOf: kinds } }, {}).map((v) => v.title);
  expect(titles).toEqual(["kind: x", "kind: y"]);
});
