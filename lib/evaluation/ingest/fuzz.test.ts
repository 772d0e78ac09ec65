import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dailyLoss, ruleSet } from "@/lib/rules";
import { sql } from "@/testing/database/sql";
import { expectReplays, incompleteEvaluations } from "@/testing/evaluation/stored";
import { newChallenge, newSource, type Source, setRules } from "@/testing/evaluation/trading";
import { as } from "@/testing/http/client";

/** How many hostile batches a run sends. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1_000);

/** Rules that count and warn, and end nothing, so that each batch is judged. */
const counting = ruleSet(
  { zone: "America/New_York", starts_at: "17:00" },
  {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    daily_loss: { ...dailyLoss({ pct_of_initial: 500 }, "higher"), then: "pause" },
    min_trading_days: { days: 300, counts: "profit_by_open_day", min_profit: { cents: 100 } },
    profit_target: { amount: { cents: 1 }, measure: "lower", hold: "once" },
    consistency: {
      unit: "day",
      best_max_pct: 4_000,
      of: "total_profit",
      comparison: "at_most",
      when: "both",
      effect: "block",
    },
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    max_lots: { limit: 100, then: "warn" },
  },
);

let source: Source;
let accounts: { id: number; account: string }[];
beforeAll(async () => {
  source = await newSource();
  accounts = [await newChallenge(), await newChallenge(), await newChallenge()];
  for (const { id } of accounts.slice(1)) await setRules(id, counting, new Date("2026-06-01"));
});
afterAll(async () => {
  expect(await expectReplays()).toBe(accounts.length);
});

const nextSeqs = async () => {
  const { rows } = await sql(
    "select v.login::text as account, e.next_seq::float8 as seq from evaluations e join venue_accounts v on v.id = e.venue_account_id",
  );
  return new Map(rows.map(({ account, seq }) => [account as string, seq as number]));
};

const at = "2026-06-02T10:00:00.123Z";
const values = { at, balance: "100000.00", equity: "99000.00" };
/** One event of each type. */
const valid: Record<string, unknown>[] = [
  { type: "snapshot", ...values, since_last: { min_equity: "98000.00", max_equity: "100000.00" } },
  { type: "snapshot", ...values, quotes: [{ symbol: "EURUSD", bid: "1.1", ask: "1.2" }] },
  {
    type: "deal",
    ...values,
    deal_id: "1",
    entry: "out",
    symbol: "EURUSD",
    side: "buy",
    volume: "1.00",
    price: "1.08520",
    profit: "-34.69",
    commission: "-7.00",
    swap: "0.00",
    open_positions: 1,
    opened_at: at,
  },
  { type: "balance_operation", ...values, kind: "withdrawal", amount: "-50.00" },
  { type: "charge", ...values, kind: "swap", amount: "-3.10" },
  { type: "gap", through_seq: 1, from: at, to: at, reason: "offline" },
];
const fields = [...new Set([...valid.flatMap(Object.keys), "account", "seq", "estimated"])];

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      "999999999999.99",
      "-999999999999.99",
      "-0.00",
      "0",
      "1e5",
      "NaN",
      "1.001",
      "٣",
      "00000000001",
    ],
    ...[
      "0000-01-01T00:00:00Z",
      "1969-12-31T23:59:59Z",
      "9999-12-31T23:59:59Z",
      "2026-02-30T00:00:00Z",
    ],
    ...["2026-06-02T10:00:00+99:99", "2026-06-02T10:00:00.123456789012345678901234567890Z"],
    ...[
      "2026-06-02T10:00Z",
      "2026-06-02",
      "2036-06-02T10:00:00Z",
      "\ud800",
      "\udc00x",
      "'; --",
      "",
    ],
    ...["x".repeat(64), "x".repeat(65), "x".repeat(5_000), "snapshot", "gap", "credit", "in_out"],
    ...[0, -0, -1, 1.5, 1e21, 2 ** 53, 2 ** 53 - 1, 2 ** 31, 99_999, true, null, [], {}],
    ...[{ toString: 1 }, { min_equity: "1" }, { min_equity: "1", max_equity: "0.01", min_at: at }],
  ),
  fc.string({ unit: "binary" }),
  fc.jsonValue({ stringUnit: "binary" }),
  fc.integer({ min: 1, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
  fc.array(fc.constant({ symbol: "X", bid: "1", ask: "1" }), { maxLength: 60 }),
);

const event = fc.record({
  account: fc.nat(2),
  template: fc.nat(valid.length - 1),
  changes: fc.array(fc.tuple(fc.constantFrom(...fields), fc.option(hostile)), { maxLength: 2 }),
  isRepeated: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
});
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** Valid events of the accounts' next numbers, of which some fields are gone or anything else. */
function bodies(events: Event[], next: Map<string, number>) {
  return events.map(({ account: index, template, changes, isRepeated }) => {
    const account = accounts[index]?.account ?? "";
    const expected = next.get(account) ?? 1;
    const seq = isRepeated ? Math.max(1, expected - 1) : expected;
    const body: Record<string, unknown> = { account, seq, ...valid[template] };
    if (body.type === "gap") body.through_seq = seq + 1;
    if (!isRepeated) next.set(account, body.type === "gap" ? seq + 2 : seq + 1);
    for (const [field, value] of changes) {
      if (value === null) delete body[field];
      else body[field] = value;
    }
    return body;
  });
}

/** What is done to the text of the whole batch. */
const damage = fc.oneof(
  { weight: 12, arbitrary: fc.constant((text: string) => text) },
  fc.nat(400).map((length) => (text: string) => text.slice(0, length)),
  fc.nat(400).map((place) => (text: string) => `${text.slice(0, place)}\u0000${text.slice(place)}`),
  fc.jsonValue().map((value) => () => JSON.stringify(value)),
  fc.jsonValue().map((events) => () => JSON.stringify({ source: source.id, events })),
  fc.nat(20_000).map((depth) => () => `{"source":"x","events":${"[".repeat(depth)}`),
  fc.constant((text: string) => text.replace('"account"', '"\\u0000":1,"account"')),
  fc.constant((text: string) => text.replace('"account"', '"__proto__":{"seq":1},"account"')),
);

test("POST /v2/trading/events: any batch → no 5xx, no event that fails, events whole up to each account's next number", async () => {
  const counts = new Map<string, number>();
  const add = (key: string, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by);
  let sent = 0;
  const batch = fc.asyncProperty(
    fc.array(event, { minLength: 1, maxLength: 8 }),
    damage,
    async (events, damaged) => {
      const raw = damaged(
        JSON.stringify({ source: source.id, events: bodies(events, await nextSeqs()) }),
      );
      const { status, body } = await as(source.app).post("/v2/trading/events", undefined, { raw });
      add(String(status));
      expect(status, raw).toBeLessThan(500);
      sent += 1;
      if (sent % 100 === 0) expect(await incompleteEvaluations(), raw).toEqual([]);
      if (status !== 200) return;
      add("accepted", body.accepted);
      for (const { code, message } of body.rejected) {
        add(code);
        expect(code, `${message} ${raw}`).not.toBe("INTERNAL");
      }
    },
  );
  await fc.assert(batch, { numRuns: RUNS, endOnFailure: true });
  if (process.env.FUZZ_RUNS) console.info(Object.fromEntries(counts));
  expect(await incompleteEvaluations()).toEqual([]);
  expect([...counts.keys()]).toEqual(
    expect.arrayContaining(["200", "400", "INVALID_EVENT", "SEQUENCE_GAP", "SEQUENCE_REUSED"]),
  );
  expect(counts.get("accepted")).toBeGreaterThan(RUNS / 2);
}, 1_800_000);
