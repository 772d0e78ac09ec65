import { afterAll, beforeAll, expect, test } from "vitest";
import { newApp } from "@/testing/actors/app";
import { sql } from "@/testing/database/sql";
import { expectReplays } from "@/testing/evaluation/stored";
import {
  newChallenge,
  newSource,
  type Source,
  send,
  snapshot,
  storedEvaluation,
} from "@/testing/evaluation/trading";
import { tamper } from "@/testing/faults/tamper";
import { as } from "@/testing/http/client";

let source: Source;
let id: number;
let account: string;
beforeAll(async () => {
  source = await newSource();
  ({ id, account } = await newChallenge());
});
afterAll(async () => {
  expect(await expectReplays()).toBeGreaterThan(0);
});

const fine = (seq: number) => snapshot(account, seq, "100000.00");
const gap = (seq: number, through_seq: number, to = new Date()) => ({
  account,
  seq,
  type: "gap",
  through_seq,
  from: new Date(Date.now() - 60_000).toISOString(),
  to: to.toISOString(),
});
const nextSeq = async (challengeId = id): Promise<number> => {
  const { rows } = await sql(
    "select next_seq::int as seq from evaluations where challenge_id = $1",
    [challengeId],
  );
  return rows[0].seq;
};

/** A batch whose events are rejected from the second on: the first is stored. Returns the rejection. */
async function rejection(...events: object[]) {
  const first = await nextSeq();
  const { status, body } = await send(source, [fine(first), ...events]);
  expect({ status, accepted: body.accepted }).toEqual({ status: 200, accepted: 1 });
  expect(await nextSeq()).toBe(first + 1);
  expect(body.rejected).toHaveLength(1);
  return body.rejected[0];
}

test("INVALID_EVENT: a malformed event → stops its own account, not the others'", async () => {
  const other = await newChallenge();
  const first = await nextSeq();
  const { body } = await send(source, [
    fine(first),
    { ...fine(first + 1), equity: "a lot" },
    snapshot(other.account, 1, "100000.00"),
    fine(first + 2),
    snapshot(other.account, 2, "100000.00"),
  ]);
  expect(body).toMatchObject({
    accepted: 3,
    rejected: [{ account, seq: first + 1, code: "INVALID_EVENT", skipped: 1 }],
    accounts: [
      { account, next_seq: first + 1 },
      { account: other.account, next_seq: 3 },
    ],
  });
  expect(body.rejected[0].message).toContain("equity");
});

test("INVALID_EVENT: a gap that ends before it begins → rejected, the hole stays", async () => {
  const first = await nextSeq();
  expect(await rejection(gap(first + 1, first), fine(first + 2))).toMatchObject({
    code: "INVALID_EVENT",
    skipped: 1,
  });
});

test("SEQUENCE_GAP: a number is missing → the expected one is named; a gap event admits the hole", async () => {
  const first = await nextSeq();
  expect(await rejection(fine(first + 4), fine(first + 5))).toMatchObject({
    seq: first + 4,
    code: "SEQUENCE_GAP",
    expected: first + 1,
    skipped: 1,
  });
  const { body } = await send(source, [gap(first + 1, first + 3), fine(first + 4)]);
  expect(body).toMatchObject({ accepted: 2, rejected: [], accounts: [{ next_seq: first + 5 }] });
});

test("SEQUENCE_REUSED: another event under an accepted number → rejected, the later ones accepted", async () => {
  const first = await nextSeq();
  await send(source, [fine(first)]);
  const other = snapshot(account, first, "99999.99");
  const { body } = await send(source, [other, fine(first + 1)]);
  expect(body).toMatchObject({
    accepted: 1,
    duplicates: 0,
    rejected: [{ seq: first, code: "SEQUENCE_REUSED", skipped: 0 }],
  });
  const { rows } = await sql(
    "select s.body ->> 'equity' as equity from trading_snapshots s join evaluations e on e.id = s.evaluation_id where e.challenge_id = $1 and s.seq = $2",
    [id, first],
  );
  expect(rows).toEqual([{ equity: "100000.00" }]);
});

test("EVENT_IN_FUTURE: 6 s ahead → rejected; 4 s ahead → accepted; a gap until later → rejected", async () => {
  const ahead = (seconds: number) => new Date(Date.now() + seconds * 1_000);
  const first = await nextSeq();
  const late = snapshot(account, first + 1, "1.00", { at: ahead(60).toISOString() });
  expect(await rejection(late)).toMatchObject({ seq: first + 1, code: "EVENT_IN_FUTURE" });
  const second = await nextSeq();
  expect(await rejection(gap(second + 1, second + 1, ahead(60)))).toMatchObject({
    code: "EVENT_IN_FUTURE",
  });
  const now = snapshot(account, await nextSeq(), "100000.00", { at: ahead(4).toISOString() });
  expect((await send(source, [now])).body).toMatchObject({ accepted: 1, rejected: [] });
});

test("SOURCE_CONFLICT: another source that is enabled reports the account → nothing stored, until it is disabled", async () => {
  await send(source, [fine(await nextSeq())]);
  const second = await newSource();
  const next = await nextSeq();
  expect((await send(second, [fine(next)])).body).toMatchObject({
    accepted: 0,
    rejected: [{ code: "SOURCE_CONFLICT", skipped: 0 }],
    accounts: [],
  });
  expect(await nextSeq()).toBe(next);
  await sql("update trading_sources set disabled_at = now() where id = $1", [source.id]);
  expect((await send(second, [fine(next)])).body).toMatchObject({ accepted: 1, rejected: [] });
  expect((await send(source, [fine(next + 1)])).code).toBe("INVALID_STATE");
  source = second;
});

test("ACCOUNT_UNKNOWN: no such account, one of another venue → nothing stored", async () => {
  const unknown = { ...fine(1), account: "999999999" };
  const { body } = await send(source, [unknown, { ...unknown, seq: 2 }]);
  expect(body).toMatchObject({ accepted: 0, accounts: [] });
  expect(body.rejected).toMatchObject([{ code: "ACCOUNT_UNKNOWN", seq: 1, skipped: 1 }]);
  const elsewhere = await newSource({ venue: "mt5" });
  const next = await nextSeq();
  expect((await send(elsewhere, [fine(next)])).body.rejected).toMatchObject([
    { code: "ACCOUNT_UNKNOWN" },
  ]);
  expect(await nextSeq()).toBe(next);
});

test("ACCOUNT_UNKNOWN: a partner's app, an account of another app's customer → as if there were none; its own → accepted", async () => {
  const partner = await newSource({ firstParty: false });
  const { trader, id: challenge, account: own } = await newChallenge();
  const foreign = (await send(partner, [snapshot(own, 1, "1.00")])).body.rejected[0];
  const none = (await send(partner, [snapshot("999999999", 1, "1.00")])).body.rejected[0];
  expect({ ...foreign, account: none.account }).toEqual(none);
  expect(await storedEvaluation(challenge)).toMatchObject({ next_seq: 1, monitored: true });
  await sql("update customers set app_id = $2 where id = $1", [trader.id, partner.app.id]);
  expect((await send(partner, [snapshot(own, 1, "100000.00")])).body).toMatchObject({
    accepted: 1,
  });
});

test("NOT_MONITORED: a phase without rules → nothing stored", async () => {
  const old = await newChallenge();
  await sql(
    `update evaluations set monitored = false, due_at = null, rule_set_id = null where challenge_id = $1`,
    [old.id],
  );
  await tamper(`update challenge_phases set rule_set_id = null where challenge_id = ${old.id}`);
  const { body } = await send(source, [snapshot(old.account, 1, "1.00")]);
  expect(body.rejected).toMatchObject([{ code: "NOT_MONITORED", seq: 1 }]);
  expect(await nextSeq(old.id)).toBe(1);
});

test("POST /v2/trading/events: two names of one account in a batch → its events once, in order", async () => {
  const first = await nextSeq();
  await sql("update venue_accounts set hotkey = 'hk-two-names' where login = $1", [account]);
  const charge = { type: "charge", account: "hk-two-names", amount: "0.00" };
  const { body } = await send(source, [
    fine(first),
    { ...fine(first), ...charge },
    { ...fine(first + 1), ...charge },
  ]);
  expect(body).toMatchObject({ accepted: 2, rejected: [{ code: "SEQUENCE_REUSED" }] });
  expect(await nextSeq()).toBe(first + 2);
});

test("POST /v2/trading/events: an app without the scope, disabled, of another source → rejected", async () => {
  const next = await nextSeq();
  const batch = { source: source.id, events: [fine(next)] };
  const post = (app: object) => as(app).post("/v2/trading/events", batch);
  expect((await post(await newApp(["accounts:read"]))).code).toBe("SCOPE_MISSING");
  expect((await post(await newApp())).code).toBe("NOT_FOUND");
  const disabled = await newSource();
  await sql("update api_apps set disabled_at = now() where id = $1", [disabled.app.id]);
  expect((await send(disabled, [fine(next)])).status).toBe(401);
  expect(await nextSeq()).toBe(next);
});

test("POST /v2/trading/events: a bad envelope → 400 or 413, nothing stored", async () => {
  const next = await nextSeq();
  const post = (raw: string) => as(source.app).post("/v2/trading/events", undefined, { raw });
  const text = (events: unknown) => JSON.stringify({ source: source.id, events });
  const padded = (bytes: number) => {
    const batch = text([fine(next)]);
    return batch + " ".repeat(bytes - Buffer.byteLength(batch));
  };
  const many = Array.from({ length: 1_001 }, (_, index) => fine(next + index));
  for (const raw of [text(many), text([]), text({}), text([1]), "{", "", "null", "[]"]) {
    expect({ raw: raw.slice(0, 50), code: (await post(raw)).code }).toEqual({
      raw: raw.slice(0, 50),
      code: "INVALID_REQUEST",
    });
  }
  const nul = text([{ ...fine(next), symbol: "\u0000" }]);
  expect((await post(nul)).code).toBe("INVALID_REQUEST");
  expect((await post(padded(1024 * 1024 + 1))).code).toBe("BODY_TOO_LARGE");
  expect(await nextSeq()).toBe(next);
  expect((await post(padded(1024 * 1024))).body).toMatchObject({ accepted: 1 });
});
