import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/core/database";
import { shortenMiddle } from "@/lib/core/format";
import { explain } from "@/testing/database/explain";
import { fillPeople, NAMED } from "@/testing/database/million/people";
import { fillMillion } from "@/testing/database/million/rows";
import { filtersOf, searches, sortsOf, thingsOf } from "@/testing/database/million/searches";
import { FEWER, idOfRow, largeTables, NOW, ROWS } from "@/testing/database/million/tables";
import { countSql } from "./count-list";
import type { Place } from "./cursor";
import { unsentSql } from "./details/customer-emails";
import { issuesSql, spentSql } from "./details/customer-summary";
import { findSql, planner } from "./find/find-records";
import { parseTerm } from "./find/parse-term";
import { conditionsOf, pageSql } from "./list";
import { specs } from "./lists";
import { accountsSql, activationByDaySql, activationSql } from "./overview/accounts";
import { lastDays } from "./overview/days";
import { paymentsSql, returnsSql } from "./overview/payments";
import { purchasesSql } from "./overview/purchases";
import { type ListDays, type ListName, type ListQuery, listNames } from "./schemas";
import { withinDays } from "./within-days";

const PAGE = 50;
// The limit of 8 kB pages that a statement may read: 25% above its reads when a page of a list took at
// most 100 ms on a quiet machine, and a number of the overview 300.
const LIST_PAGES = 10_000;
// A count of Stripe events that changed something looks at the history of each: 0.1 s for the most that are counted.
const CHANGED_PAGES = 150_000;
// The same for the search of all pages, whose statements took 2 to 90 ms on a busy machine.
const FIND_PAGES = 2_000;

beforeAll(async () => {
  await fillMillion(process.env.DATABASE_URL ?? "");
  await fillPeople(process.env.DATABASE_URL ?? "");
}, 400_000);

const measured = (statement: SQL) => explain(database(), statement);

/** The place at the list's middle: at the row with this id. */
async function middleOf(name: ListName, sort: ListQuery["sort"], id: string): Promise<Place> {
  const spec = specs[name];
  const query = { sort, filters: {}, q: id };
  const statement = pageSql(spec, query, 1, conditionsOf(spec, query) ?? [], null);
  const { rows } = await database().execute<{ cursor_: string }>(statement);
  if (!rows[0]) throw new Error(`nothing found by ${id}`);
  return { keys: JSON.parse(rows[0].cursor_), isBefore: false, offset: 0 };
}

/** A day of last summer, a month of it, and all days up to it. */
function daysOf(): ListDays[] {
  const day = (ago: number) => new Date(NOW - ago * 24 * 3600 * 1000).toISOString().slice(0, 10);
  return [{ from: day(150), to: day(150) }, { from: day(180), to: day(150) }, { to: day(150) }];
}

interface PageCase {
  query: ListQuery;
  place: Place | null;
}

async function pagesOf(name: ListName): Promise<PageCase[]> {
  const { texts } = searches()[name];
  const all: PageCase[] = [];
  for (const sort of sortsOf(name)) {
    const place = await middleOf(name, sort, texts[0]);
    const places = [null, place, { ...place, isBefore: true }];
    for (const filters of [...filtersOf(name), ...thingsOf(name)]) {
      all.push(...places.map((it) => ({ query: { sort, filters }, place: it })));
      all.push(...daysOf().map((days) => ({ query: { sort, filters, days }, place: null })));
    }
    all.push(...texts.map((q) => ({ query: { sort, filters: {}, q }, place: null })));
  }
  return all;
}

/** The cost of a statement if it is more than a list may take. */
function tooMuch({ pages, scanned }: Awaited<ReturnType<typeof explain>>, most = LIST_PAGES) {
  const whole = scanned.filter((table) => largeTables.includes(table));
  return pages > most || whole.length > 0 ? [{ pages, whole }] : [];
}

const conditionsWithin = async (name: ListName, query: ListQuery) => [
  ...(conditionsOf(specs[name], query) ?? [sql`false`]),
  ...(await withinDays(database(), specs[name].created, query.days)),
];

test.each(listNames)(
  "pageSql: %s with a million rows, any filter, days, sort or search → no full scan, few pages read",
  async (name) => {
    const slow: unknown[] = [];
    for (const { query, place } of await pagesOf(name)) {
      const where = await conditionsWithin(name, query);
      const cost = tooMuch(await measured(pageSql(specs[name], query, PAGE, where, place)));
      slow.push(...cost.map((it) => ({ ...query, isBefore: place?.isBefore, ...it })));
    }
    expect(slow).toEqual([]);
  },
  240_000,
);

test.each(listNames)(
  "countSql: %s with a million rows, any filter, days or search → no full scan, few pages read",
  async (name) => {
    const slow: unknown[] = [];
    for (const { query, place } of await pagesOf(name)) {
      if (place || query.sort === "amount") continue;
      const statement = countSql(specs[name], await conditionsWithin(name, query));
      const cost = await inTransaction(database(), async (tx) => {
        await tx.execute(planner);
        const most = query.filters.effect === "changed" ? CHANGED_PAGES : LIST_PAGES;
        return tooMuch(await explain(tx, statement), most);
      });
      slow.push(...cost.map((it) => ({ ...query, ...it })));
    }
    expect(slow).toEqual([]);
  },
  240_000,
);

test("pageSql: a prefix whose matches PostgreSQL overestimates → few pages read", async () => {
  // A value at a limit of the statistics' histogram: PostgreSQL takes its prefix for a hundredth of the table.
  const { rows } = await database().execute<{ value: string }>(
    sql`select (histogram_bounds::text::text[])[50] as value from pg_stats where tablename = 'payments' and attname = 'stripe_payment_intent_id'`,
  );
  const q = rows[0]?.value.slice(0, "pi_123".length) ?? "";
  const query = { sort: "amount", filters: {}, q } as const;
  const where = await conditionsWithin("payments", query);
  const { pages } = await measured(pageSql(specs.payments, query, PAGE, where, null));
  expect(pages).toBeLessThanOrEqual(LIST_PAGES);
});

/** The cost of a search, and how many records it found. */
async function costOfSearch(q: string) {
  const statement = findSql(parseTerm(q));
  if (!statement) throw new Error(`${q} is not searched for`);
  return inTransaction(database(), async (tx) => {
    await tx.execute(planner);
    const { rows } = await tx.execute(statement);
    const { pages, scanned } = await explain(tx, statement);
    const whole = scanned.filter((table) => largeTables.includes(table));
    return { q, pages, whole, found: rows.length };
  });
}

/** Texts that are searched for, and whether they find anything among a million customers and a million of the rest. */
function findTexts(): [q: string, isFound: boolean][] {
  const payment = idOfRow("pay", ROWS / 2);
  const account = idOfRow("prop", ROWS / 2);
  const customer = idOfRow("usr", 500, FEWER);
  const intent = `pi_${createHash("md5")
    .update(String(ROWS / 2))
    .digest("hex")}`;
  const hotkey = `5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty_${ROWS / 2}`;
  const ids = [payment, account, customer, intent];
  return [
    ...["gomez", "Gómez", "omez", "maria gomez", "gomez maria", "soren", "lu", "李", "a", "zz"].map(
      (q): [string, boolean] => [q, q !== "zz"],
    ),
    ...["gmail", ".com", "@web.de", "trader500", "million", "trader"].map(
      (q): [string, boolean] => [q, true],
    ),
    [NAMED.email, true],
    [NAMED.firm, true],
    ["nobody-at-all", false],
    ["gomez nobody", false],
    ...ids.flatMap((id): [string, boolean][] => [
      [id, true],
      [id.slice(0, 14), true],
      [shortenMiddle(id), true],
      [id.slice(-6), true],
      [`${id.slice(0, 4)}00…${id.slice(-6)}`, id.startsWith("pay_00")],
    ]),
    [hotkey, true],
    [hotkey.slice(0, 20), true],
    [shortenMiddle(hotkey), true],
    ["3000500", true],
    ["3000030", true],
    [String(1_000 + ROWS / 2), true],
    [String(10_000_000 + ROWS / 2), true],
    [String(5_000_000 + ROWS / 2), true],
    ["99999999", false],
    ["R-500013", true],
    ["R-500014", false],
    ["4242", true],
    ["•••• 1234", false],
    ["•••• 0001", true],
    ["$123.45", true],
    ["$0.01", false],
  ];
}

test("findSql: any text among a million customers and a million payments → no full scan, few pages read", async () => {
  const wrong: unknown[] = [];
  for (const [q, isFound] of findTexts()) {
    const cost = await costOfSearch(q);
    const isWrong = cost.pages > FIND_PAGES || cost.whole.length > 0 || cost.found > 0 !== isFound;
    if (isWrong) wrong.push(cost);
  }
  expect(wrong).toEqual([]);
}, 120_000);

test("a customer's page: money, open issues and unsent emails among a million payments → no full scan, few pages read", async () => {
  const [id, publicId] = [1_500, idOfRow("usr", 501, FEWER)];
  const statements = {
    spent: spentSql(id),
    issues: issuesSql(id),
    emails: unsentSql({ id, publicId }),
  };
  const wrong: unknown[] = [];
  for (const [name, statement] of Object.entries(statements)) {
    const { pages, scanned } = await explain(database(), statement);
    const whole = scanned.filter((table) => largeTables.includes(table));
    if (pages > FIND_PAGES || whole.length > 0) wrong.push({ name, pages, whole });
  }
  expect(wrong).toEqual([]);
});

test("findSql: texts that are in the statistics → no full scan, few pages read", async () => {
  // PostgreSQL takes such a text for a hundredth of all, and would read the table until it has found a few of those.
  const { rows } = await database().execute<{ value: string }>(
    sql`select unnest((histogram_bounds::text::text[])[40:60]) as value from pg_stats where tablename = 'customers_search'`,
  );
  expect(rows).toHaveLength(21);
  for (const { value } of rows) {
    const { pages, whole, found } = await costOfSearch(value.trim());
    expect.soft([whole, found > 0], value).toEqual([[], true]);
    expect.soft(pages, value).toBeLessThanOrEqual(FIND_PAGES);
  }
}, 120_000);

test("readOverview: 90 days of a million rows → no full scan, no more pages read than before", async () => {
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
