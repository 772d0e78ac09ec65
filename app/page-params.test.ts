import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { pathParams, queryParams } from "./page-params";

const NOT_FOUND = { digest: expect.stringContaining("404") };

describe("pathParams", () => {
  const schema = z.object({ id: z.string().min(1).max(5) });
  const parse = (id: string) => pathParams(schema, Promise.resolve({ id }));

  test.each([
    ["a%20b", "a b"],
    ["%C3%A9", "é"],
    ["plain", "plain"],
  ])("pathParams: %s → %s", async (encoded, id) => {
    expect(await parse(encoded)).toEqual({ id });
  });

  test.each(["%", "%E0%A4%A", "%ff", "%00", "a%00b", "", "longer"])(
    "pathParams: %j → the not-found page",
    async (encoded) => {
      await expect(parse(encoded)).rejects.toMatchObject(NOT_FOUND);
    },
  );
});

describe("queryParams", () => {
  const schema = z.object({ id: z.string().max(5).optional() });
  const parse = (id: string | string[] | undefined) =>
    queryParams(schema, Promise.resolve({ id, other: "x" }));

  test.each([
    ["a", "a"],
    [["a", "b"], "a"],
    ["", undefined],
    [undefined, undefined],
    [[], undefined],
  ])("queryParams: %j → %j", async (sent, id) => {
    expect((await parse(sent)).id).toBe(id);
  });

  test.each(["\0", "a\0b", "longer", ["longer", "a"]])(
    "queryParams: %j → the not-found page",
    async (sent) => {
      await expect(parse(sent)).rejects.toMatchObject(NOT_FOUND);
    },
  );
});

test("every file of app: parameters of its address → read by page-params.ts alone", () => {
  const app = dirname(fileURLToPath(import.meta.url));
  const readers = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/^(api\/|page-params)/.test(file))
    .filter((file) =>
      /await (props\.)?(params|searchParams)\b|decodeURIComponent\(id|URLSearchParams\(await/.test(
        readFileSync(join(app, file), "utf8"),
      ),
    );
  expect(readers).toEqual([]);
});
