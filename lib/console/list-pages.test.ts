import { sql as rawSql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/core/database";
import { newAdmin } from "@/testing/actors/admin";
import { buyFromWallet, fund, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { payForAccount } from "@/testing/stripe/payments";
import { deliver } from "@/testing/stripe/sandbox";
import { countList } from "./count-list";
import { exportCsv } from "./export-csv";
import { listConsole } from "./list";
import { readListQuery } from "./read-query";
import { countedFirst, daysOfPeriod, type ListName, listNames } from "./schemas";

let me: Trader;
let admin: Awaited<ReturnType<typeof newAdmin>>;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader(1_000_000n);
  for (let i = 0; i < 11; i++) await fund(me.login, 100n);
  await buyFromWallet(me);
});

const LIMIT = 5;
const wallet = () => ({ wallet: String(me.login) });
const page = (params: Record<string, string>, name: ListName = "operations") =>
  listConsole(admin.ctx, name, readListQuery(name, params), { limit: LIMIT });
const idsOf = ({ rows }: Awaited<ReturnType<typeof page>>) => rows.map(({ id }) => id);

test.each(["newest", "amount"])(
  "listConsole: forward to the last page and back, by %s → the same pages",
  async (sort) => {
    const forward = [await page({ ...wallet(), sort })];
    for (let next = forward[0]?.nextCursor; next; next = forward.at(-1)?.nextCursor) {
      forward.push(await page({ ...wallet(), sort, cursor: next }));
    }
    expect(forward.map(({ rows, offset }) => [offset, rows.length])).toEqual([
      [0, 5],
      [5, 5],
      [10, 3],
    ]);
    const back = [];
    let previous = forward.at(-1)?.previousCursor;
    while (previous) {
      back.unshift(await page({ ...wallet(), sort, cursor: previous }));
      previous = back[0]?.previousCursor;
    }
    expect(back.map(idsOf)).toEqual(forward.slice(0, -1).map(idsOf));
    expect(back.map(({ offset }) => offset)).toEqual([0, 5]);
    expect(back.map(({ nextCursor }) => nextCursor !== null)).toEqual([true, true]);
  },
);

test("listConsole: back to rows that are fewer than a page → the list's first page", async () => {
  const first = await page(wallet());
  const second = await page({ ...wallet(), cursor: first.nextCursor ?? "" });
  // As if the first page's rows had been three.
  const keys = [String(first.rows[3]?.id)];
  const cursor = Buffer.from(JSON.stringify({ keys, before: true, offset: 3 })).toString(
    "base64url",
  );
  expect(await page({ ...wallet(), cursor })).toEqual(first);
  expect(second.previousCursor).not.toBeNull();
});

test("listConsole: a cursor of the release before → the page after it", async () => {
  const first = await page(wallet());
  const keys = [String(first.rows.at(-1)?.id)];
  const cursor = Buffer.from(JSON.stringify(keys)).toString("base64url");
  const next = await page({ ...wallet(), cursor: first.nextCursor ?? "" });
  expect(idsOf(await page({ ...wallet(), cursor }))).toEqual(idsOf(next));
});

test.each(listNames)(
  "listConsole, countList: %s, days → rows of these days alone",
  async (name) => {
    const all = await listConsole(admin.ctx, name, readListQuery(name, {}));
    const { from: today } = daysOfPeriod("today");
    const rowsOf = async (days: Record<string, string>) => {
      const query = readListQuery(name, days);
      const { rows } = await listConsole(admin.ctx, name, query);
      expect(await countList(admin.ctx, name, query)).toBe(rows.length);
      return rows.map(({ id }) => id);
    };
    const ids = all.rows.map(({ id }) => id);
    expect(await rowsOf({ period: "today" })).toEqual(ids);
    expect(await rowsOf({ from: today, to: today })).toEqual(ids);
    expect(await rowsOf({ from: "2026-01-01" })).toEqual(ids);
    expect(await rowsOf({ period: "yesterday" })).toEqual([]);
    expect(await rowsOf({ to: "2025-12-31" })).toEqual([]);
    expect(await rowsOf({ from: "2099-01-01" })).toEqual([]);
  },
);

test("listConsole: days whose first and last row are at the limits of a day → all rows from 0:00 to 24:00 UTC", async () => {
  const times = [
    "2026-03-09T23:59:59.999Z",
    "2026-03-10T00:00:00Z",
    "2026-03-11T23:59:59.999Z",
    "2026-03-12T00:00:00Z",
  ];
  // Numbers rise with time: these are the first of all.
  for (const [i, at] of times.entries()) {
    await sql(
      `insert into audit_log (id, admin_id, action, subject_type, subject_id, reason, ip, user_agent, request_id, created_at)
       overriding system value
       select $1, min(id), 'tier.edit', 'tier', 'tier_25k', 'for the list', '::1', 'x', 'x', $2 from customers`,
      [i - times.length, at],
    );
  }
  const query = readListQuery("audit", { from: "2026-03-10", to: "2026-03-11" });
  const { rows } = await listConsole(admin.ctx, "audit", query);
  expect(rows.map(({ created_at }) => created_at)).toEqual([
    "2026-03-11T23:59:59.999Z",
    "2026-03-10T00:00:00.000Z",
  ]);
});

test("exportCsv: days → the same rows as the list", async () => {
  const csv = async (days: Record<string, string>) => {
    const query = readListQuery("operations", { ...wallet(), ...days });
    const text = await new Response(exportCsv(admin.ctx, "operations", query)).text();
    return text.trim().split("\r\n").length - 1;
  };
  expect(await csv({ period: "today" })).toBe(13);
  expect(await csv({ period: "yesterday" })).toBe(0);
});

test("readListQuery: a period with dates, the last day before the first, no date → INVALID_REQUEST", () => {
  for (const params of [
    { period: "today", from: "2026-01-01" },
    { from: "2026-01-02", to: "2026-01-01" },
    { from: "2026-02-30" },
    { from: "1999-12-31" },
    { to: "tomorrow" },
    { period: "1d" },
  ]) {
    expect(() => readListQuery("payments", params), JSON.stringify(params)).toThrow(
      expect.objectContaining({ code: "INVALID_REQUEST" }),
    );
  }
});

test("daysOfPeriod: at the end of a month in UTC → its days", () => {
  const now = Date.parse("2026-03-01T00:30:00Z");
  expect(daysOfPeriod("today", now)).toEqual({ from: "2026-03-01", to: "2026-03-01" });
  expect(daysOfPeriod("yesterday", now)).toEqual({ from: "2026-02-28", to: "2026-02-28" });
  expect(daysOfPeriod("7d", now)).toEqual({ from: "2026-02-23", to: "2026-03-01" });
  expect(daysOfPeriod("30d", now)).toEqual({ from: "2026-01-31", to: "2026-03-01" });
  expect(daysOfPeriod("month", now - 3_600_000)).toEqual({ from: "2026-02-01", to: "2026-02-28" });
});

test("GET /api/admin/lists/stripe-events: effect=changed → what waits or changed something, all → every event", async () => {
  const { id, event } = await payForAccount(me);
  await deliver({ ...event, id: "evt_again" });
  const eventsOf = async (query: string) => {
    const { body } = await as(admin).get(`/api/admin/lists/stripe-events?payment=${id}${query}`);
    expect(body.total).toBe(body.rows.length);
    return body.rows.map((row: { id: string }) => row.id);
  };
  expect(await eventsOf("")).toEqual([]);
  const { body } = await as(admin).get("/api/admin/lists/stripe-events?effect=changed");
  const waiting = body.rows.map((row: { id: string }) => row.id);
  expect(waiting).toEqual(expect.arrayContaining([event.id, "evt_again"]));
  await runAllJobs();
  expect(await eventsOf("")).toEqual(["evt_again", event.id]);
  expect(await eventsOf("&effect=all")).toEqual(["evt_again", event.id]);
  expect(await eventsOf("&effect=changed")).toEqual([event.id]);
});

test("countList: under filters, on any page → all rows of the filters; more than are counted → too many", async () => {
  const total = (params: Record<string, string>, name: ListName = "operations") =>
    countList(admin.ctx, name, readListQuery(name, params));
  const { nextCursor } = await page(wallet());
  expect(await total(wallet())).toBe(13);
  expect(await total({ ...wallet(), cursor: nextCursor ?? "" })).toBe(13);
  expect(await total({ ...wallet(), reason: "TR_REASON_PROP" })).toBe(1);
  expect(await total({ q: "nobody@propdesk.test" })).toBe(0);
  await sql(
    "insert into stripe_events (id, type, livemode, payload, status) select 'evt_' || n, 'x', false, '{}', 'ignored' from generate_series(1, $1) n",
    [countedFirst],
  );
  const ignored = { status: "ignored" };
  expect(await total(ignored, "stripe-events")).toBe(countedFirst);
  await sql("update stripe_events set status = 'ignored'");
  expect(await total(ignored, "stripe-events")).toBe("too_many");
});

test("countList: counting takes too long → not counted", async () => {
  const query = readListQuery("stripe-events", {});
  await inTransaction(database(), async (tx) => {
    await tx.execute(rawSql`lock table stripe_events in access exclusive mode`);
    expect(await countList(admin.ctx, "stripe-events", query, 50)).toBe("not_counted");
  });
  expect(await countList(admin.ctx, "stripe-events", query)).not.toBe("not_counted");
});
