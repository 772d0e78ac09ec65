import { expect, test } from "vitest";
import { listNames, listQuery, lists } from "@/lib/console/schemas";
import { openApiDocument } from "./document";
import type { Parameter } from "./schemas";

const parametersAt = (path: string) =>
  (openApiDocument().paths[path]?.get?.parameters ?? []).filter((one) => one.in === "query");
const list = parametersAt("/api/admin/lists/{list}");
const takes = (name: (typeof listNames)[number], parameter: string, value: string) =>
  listQuery(name).safeParse({ [parameter]: value }).success;
const valuesOf = ({ schema }: Parameter) =>
  schema.enum?.map(String) ?? [schema.format === "date" ? "2026-06-02" : "anything"];

test("openApiDocument: a list of the console → the parameters that any list takes, and no others", () => {
  const accepted = new Set(listNames.flatMap((name) => Object.keys(listQuery(name).shape)));
  expect(list.map(({ name }) => name).sort()).toEqual([...accepted].sort());
  const ofCsv = parametersAt("/api/admin/lists/{list}/csv").map(({ name }) => name);
  expect(ofCsv.sort()).toEqual([...accepted].filter((name) => name !== "cursor").sort());
});

test("openApiDocument: each value of a list's parameter → taken by a list, and its description names those that take it if not all do", () => {
  for (const parameter of list) {
    const { name, description = "" } = parameter;
    for (const value of valuesOf(parameter)) {
      const takers = listNames.filter((one) => takes(one, name, value));
      expect([name, value, takers.length > 0]).toEqual([name, value, true]);
      // One that all lists take names none of them.
      if (takers.length === listNames.length) continue;
      for (const one of takers)
        expect([name, description]).toEqual([name, expect.stringContaining(`\`${one}\``)]);
    }
  }
  expect(list.find(({ name }) => name === "status")?.description).toContain(
    `\`accounts\`: ${lists.accounts.filters.status.join(", ")}.`,
  );
});
