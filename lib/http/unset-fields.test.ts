import { expect, test } from "vitest";
import { z } from "zod";
import { openApiDocument } from "@/lib/openapi";
import { ajvOf, bodySchemaAt } from "@/testing/http/contract";
import { parse } from "./body";

const inner = z.strictObject({ optional: z.string().optional(), nullable: z.string().nullable() });
const schema = z
  .strictObject({
    required: z.string(),
    optional: z.string().max(5).optional(),
    fallback: z.boolean().default(true),
    nullable: z.string().nullable(),
    cleared: z.string().nullable().default(null),
    may_be_null: z.string().nullable().optional(),
    inner: inner.optional(),
    list: z.array(inner).default([]),
  })
  .refine(() => true);
const least = { required: "a", nullable: null };

test("parse: null in an optional field → absent", () => {
  const sent = { ...least, optional: null, fallback: null, inner: null, list: null };
  expect(parse(schema, sent)).toEqual({ ...least, fallback: true, cleared: null, list: [] });
});

test("parse: null inside objects and arrays → absent", () => {
  const one = { optional: null, nullable: null };
  const { inner, list } = parse(schema, { ...least, inner: one, list: [one] });
  expect([inner, list]).toEqual([{ nullable: null }, [{ nullable: null }]]);
});

test("parse: null in a nullable field → stays", () => {
  expect(parse(schema, { ...least, cleared: null, may_be_null: null })).toMatchObject({
    nullable: null,
    cleared: null,
    may_be_null: null,
  });
});

test.each([
  ["required", { ...least, required: null }],
  ["unknown", { ...least, unknown: null }],
  ["__proto__", JSON.parse('{"required":"a","nullable":null,"__proto__":null}')],
  ["optional", { ...least, optional: "longer" }],
])("parse: %s, required, unknown or of another kind → INVALID_REQUEST", (path, sent) => {
  expect(() => parse(schema, sent)).toThrow(
    expect.objectContaining({ fields: [expect.objectContaining({ path })] }),
  );
});

test("parse: null in one option of a union → absent", () => {
  const kinds = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("a"), text: z.string().optional() }),
    z.strictObject({ kind: z.literal("b"), text: z.string().nullable() }),
  ]);
  expect(parse(kinds, { kind: "a", text: null })).toEqual({ kind: "a" });
  expect(parse(kinds, { kind: "b", text: null })).toEqual({ kind: "b", text: null });
});

test("OpenAPI document: an optional field → nullable; a required one → not", () => {
  const tier = { tier_id: "t", market: "m", asset_class: "a", account_size: 1, amount_cents: 1 };
  const fits = ajvOf(openApiDocument()).compile(bodySchemaAt("/v2/payments/checkout", "post"));
  expect(fits({ ...tier, currency: null })).toBe(true);
  expect(fits({ ...tier, tier_id: null })).toBe(false);
});
