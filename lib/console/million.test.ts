import type { SQL } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/database";
import { explain } from "@/testing/explain";
import { asks, filtersOf, sortsOf, thingsOf } from "@/testing/million/asks";
import { fillMillion } from "@/testing/million/rows";
import { largeTables } from "@/testing/million/tables";
import { pageSql } from "./list";
import { specs } from "./lists";
import { accountsSql, activationByDaySql, activationSql } from "./overview/accounts";
import { lastDays } from "./overview/days";
import { paymentsSql, returnsSql } from "./overview/payments";
import { purchasesSql } from "./overview/purchases";
import { type ListName, type ListQuery, listNames } from "./schemas";

const PAGE = 50;
// How many pages of 8 kB a statement may look into: up to a quarter more than when a page of a list took at
// most 100 ms on a quiet machine, and a number of the overview 300.
const LIST_PAGES = 10_000;

beforeAll(() => fillMillion(process.env.DATABASE_URL ?? ""), 240_000);

async function measured(statement: ReturnType<typeof pageSql>) {
  return statement ? await explain(database(), statement) : { pages: 0, scanned: [] };
}

/** The cursor of the page that begins at the list's middle: after the row that is found by its id. */
async function middleOf(name: ListName, sort: ListQuery["sort"], id: string): Promise<string> {
  const page = pageSql(specs[name], { sort, filters: {}, q: id }, 1);
  if (!page) throw new Error(`nothing found by ${id}`);
  const { rows } = await database().execute<{ cursor_: string }>(page);
  return Buffer.from(rows[0]?.cursor_ ?? "").toString("base64url");
}

async function asksOf(name: ListName): Promise<ListQuery[]> {
  const { texts } = asks()[name];
  const all: ListQuery[] = [];
  for (const sort of sortsOf(name)) {
    const cursor = await middleOf(name, sort, texts[0]);
    for (const filters of [...filtersOf(name), ...thingsOf(name)]) {
      all.push({ sort, filters }, { sort, filters, cursor });
    }
    all.push(...texts.map((q) => ({ sort, filters: {}, q })));
  }
  return all;
}

test.each(listNames)(
  "%s: of a million, a page reads no table whole and few pages, whatever is filtered, sorted or searched",
  async (name) => {
    const slow: unknown[] = [];
    for (const query of await asksOf(name)) {
      const { pages, scanned } = await measured(pageSql(specs[name], query, PAGE));
      const whole = scanned.filter((table) => largeTables.includes(table));
      if (pages > LIST_PAGES || whole.length > 0) slow.push({ ...query, pages, whole });
    }
    expect(slow).toEqual([]);
  },
  240_000,
);

test("the overview of 90 days reads no table whole and as few pages as it did", async () => {
  const days = lastDays(90);
  const statements: [string, SQL, number][] = [
    ["payments", paymentsSql(days), 12_500],
    ["returns", returnsSql(days), 290_000],
    ["purchases", purchasesSql(days), 21_000],
    ["accounts", accountsSql(days, []), 17_500],
    ["activation", activationSql(days), 82_000],
    ["activationByDay", activationByDaySql(days), 73_000],
  ];
  for (const [what, statement, most] of statements) {
    const { pages, scanned } = await measured(statement);
    expect.soft(pages, what).toBeLessThanOrEqual(most);
    const whole = scanned.filter((table) => largeTables.includes(table));
    expect.soft(whole, what).toEqual([]);
  }
});
