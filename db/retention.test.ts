import { readFileSync } from "node:fs";
import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import * as schema from "./schema";

test("docs/data-retention.md: every table, and no other → its retention is documented", () => {
  const rows = readFileSync("docs/data-retention.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const listed = rows.flatMap((line) => line.split("|")[1]?.match(/\w+(?=`)/g) ?? []);
  const tables = Object.values(schema).filter((each) => is(each, PgTable));
  expect(listed.sort()).toEqual(tables.map((table) => getTableName(table)).sort());
});
