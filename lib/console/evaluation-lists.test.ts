import { beforeAll, expect, test } from "vitest";
import { type Admin, auditOf, newAdmin, performAction } from "@/testing/actors/admin";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { newChallenge, newSource, send, snapshot } from "@/testing/evaluation/trading";
import { getDetail } from "./get-detail";
import { listConsole } from "./list";
import type { ListName } from "./schemas";

let admin: Admin;
let source: Awaited<ReturnType<typeof newSource>>;
let fine: Awaited<ReturnType<typeof newChallenge>>;
let held: Awaited<ReturnType<typeof newChallenge>>;
let verdict: string;

beforeAll(async () => {
  admin = await newAdmin();
  source = await newSource();
  fine = await newChallenge();
  held = await newChallenge();
  const gap = {
    account: held.account,
    seq: 1,
    through_seq: 2,
    type: "gap",
    from: new Date(Date.now() - 60_000).toISOString(),
    to: new Date().toISOString(),
  };
  await send(source, [
    snapshot(fine.account, 1, "99000.00", { balance: "100000.00" }),
    gap,
    snapshot(held.account, 3, "80000.00", { balance: "100000.00" }),
  ]);
  const { rows } = await sql("select id from verdicts where standing = 'provisional'");
  verdict = rows[0].id;
});

const rowsOf = async (name: ListName, query: { q?: string; filters?: Record<string, string> }) =>
  (await listConsole(admin.ctx, name, { sort: "newest", filters: {}, ...query })).rows;

test("listConsole: evaluations by login, challenge, customer and state → the evaluation, with what is left", async () => {
  for (const q of [fine.account, String(fine.id)]) {
    expect(await rowsOf("evaluations", { q })).toMatchObject([
      {
        challenge_id: fine.id,
        login: fine.account,
        status: "active",
        equity_cents: 9_900_000,
        left_cents: 400_000,
        currency: "usd",
      },
    ]);
  }
  const ofCustomer = await rowsOf("evaluations", { filters: { customer: held.trader.publicId } });
  expect(ofCustomer.map(({ challenge_id }) => challenge_id)).toEqual([held.id]);
  const inState = await rowsOf("evaluations", { filters: { status: "held" } });
  expect(inState.map(({ challenge_id }) => challenge_id)).toEqual([held.id]);
});

test("listConsole: evaluations that are unclear → those with a gap or an unexplained balance", async () => {
  const unclear = await rowsOf("evaluations", { filters: { unclear: "yes" } });
  expect(unclear.map(({ challenge_id }) => challenge_id)).toEqual([held.id]);
});

test("listConsole: verdicts by decision and state → the numbers that decided, as decimals", async () => {
  const filters = { decision: "breached", status: "provisional" };
  expect(await rowsOf("verdicts", { filters })).toMatchObject([
    { id: verdict, rule: "daily_loss", threshold: "95000.00", observed: "80000.00" },
  ]);
  expect(await rowsOf("verdicts", { q: held.account, filters })).toHaveLength(1);
  expect(await rowsOf("verdicts", { q: fine.account, filters })).toEqual([]);
});

test("listConsole: commands → overdue once a venue hasn't done them for 30 seconds", async () => {
  const overdue = async () =>
    (await rowsOf("venue-commands", { filters: { overdue: "yes" } })).length;
  expect(await overdue()).toBe(0);
  await sql("update venue_commands set created_at = now() - interval '31 seconds'");
  expect(await overdue()).toBe(1);
  await runAllJobs();
  expect(await overdue()).toBe(0);
});

test("venue_command.done: a command that the venue rejected → done, no longer overdue; any other → INVALID_STATE", async () => {
  const { rows } = await sql(
    "update venue_commands set state = 'failed', error = 'locked', acknowledged_at = now(), created_at = now() - interval '1 minute' where id = (select min(id) from venue_commands) returning id",
  );
  const [{ id }] = rows;
  const overdue = () => rowsOf("venue-commands", { filters: { overdue: "yes" } });
  expect((await overdue()).map((row) => row.id)).toEqual([id]);
  expect((await getDetail(admin.ctx, "venue-commands", id)).actions).toHaveLength(1);
  expect((await performAction(admin, "venue_command.done", { id })).status).toBe(200);
  expect(await overdue()).toEqual([]);
  const again = await performAction(admin, "venue_command.done", { id });
  expect(again.body.error.code).toBe("INVALID_STATE");
  expect(await auditOf(id)).toMatchObject([
    { action: "venue_command.done", before: { state: "failed", error: "locked" } },
  ]);
});

test("getDetail: a provisional verdict → the event as received, the floors, its commands, and what an operator can do", async () => {
  const detail = await getDetail(admin.ctx, "verdicts", verdict);
  expect(detail.status).toBe("provisional");
  expect(detail.actions).toMatchObject([
    { action: "verdict.confirm", input: { id: verdict } },
    {
      action: "verdict.lift",
      account: {
        balance_cents: 10_000_000,
        equity_cents: 8_000_000,
        open_positions: 0,
        currency: "USD",
      },
    },
  ]);
  const [event, before] = detail.evidence.map(({ text }) => JSON.parse(text));
  expect(event).toMatchObject({ seq: 3, equity: "80000.00" });
  expect(before).toMatchObject({ daily: { floor: 9_500_000 } });
  expect(detail.related).toMatchObject([
    { list: "venue-commands", rows: [{ command: "disable" }] },
  ]);
});

test("trading_source.create, disable, enable: → the source may report, not report, report; each with its audit entry", async () => {
  const { app } = await newSource();
  const fields = { id: "mt5-live-1", app_id: app.id, venue: "embedded" };
  const act = async (action: Parameters<typeof performAction>[1], more: object) => {
    const { status, body } = await performAction(admin, action, more);
    return body.error?.code ?? status;
  };
  expect(await act("trading_source.create", fields)).toBe(200);
  expect(await act("trading_source.create", fields)).toBe("INVALID_STATE");
  expect(await act("trading_source.enable", { id: fields.id })).toBe("INVALID_STATE");
  expect((await send({ id: fields.id, app }, [snapshot("1", 1, "1.00")])).status).toBe(200);
  expect(await act("trading_source.disable", { id: fields.id })).toBe(200);
  const rejected = await send({ id: fields.id, app }, [snapshot("1", 1, "1.00")]);
  expect(rejected.body.error.code).toBe("INVALID_STATE");
  expect(await act("trading_source.enable", { id: fields.id })).toBe(200);
  const { steps, status } = await getDetail(admin.ctx, "trading-sources", fields.id);
  expect(status).toBe("enabled");
  expect(steps.flatMap(({ code }) => code ?? [])).toEqual([
    "trading_source.create",
    "trading_source.disable",
    "trading_source.enable",
  ]);
});

test("trading_source.create: an app without the scope, or none → INVALID_STATE or NOT_FOUND, nothing written", async () => {
  await sql(
    "insert into api_apps (id, name, secret_hash, scopes) values ('app_no_scope', 'No scope', 'x', '{payments:read}')",
  );
  const create = (app_id: string) =>
    performAction(admin, "trading_source.create", { id: "not-created", app_id, venue: "embedded" });
  expect((await create("app_no_scope")).body.error.code).toBe("INVALID_STATE");
  expect((await create("app_none")).body.error.code).toBe("NOT_FOUND");
  const { rows } = await sql("select id from trading_sources where id = 'not-created'");
  expect(rows).toEqual([]);
});
