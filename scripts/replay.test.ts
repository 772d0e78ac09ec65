import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { dailyLoss, noRules } from "@/testing/rules/phase";

const folder = await mkdtemp(join(tmpdir(), "propdesk-replay-"));
afterAll(() => rm(folder, { recursive: true }));

const rules = { ...noRules, daily_loss: dailyLoss };

/** Runs the command on a file of these lines. */
async function replay(lines: (object | string)[], ...more: string[]) {
  const events = join(folder, "events.jsonl");
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  await writeFile(events, text.join("\n"));
  const command = ["--import", "tsx", "scripts/replay.ts", "--events", events, ...more];
  return promisify(execFile)(process.execPath, command).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

const open = (account: string) => ({
  account,
  type: "open",
  at: "2026-06-02T08:00:00Z",
  initial: "100000.00",
});
const snapshot = (account: string, at: string, equity: string) => ({
  account,
  type: "snapshot",
  at,
  balance: equity,
  equity,
});

test("npm run replay: two accounts in one file, a malformed line → verdicts, both states, the line's number", async () => {
  const file = join(folder, "rules.json");
  await writeFile(file, JSON.stringify(rules));
  const { code, stdout, stderr } = await replay(
    [
      open("a"),
      open("b"),
      snapshot("a", "2026-06-02T10:00:00Z", "94999.99"),
      "{ not JSON",
      { ...snapshot("b", "2026-06-02T10:00:00Z", "1"), balance: 5 },
      snapshot("c", "2026-06-02T10:00:00Z", "1"),
      snapshot("b", "2026-06-02T12:00:00+02:00", "101000"),
    ],
    "--rules",
    file,
  );
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line: string) => JSON.parse(line)),
  ).toEqual([
    {
      account: "a",
      kind: "breached",
      rule: "daily_loss",
      threshold: "95000.00",
      observed: "94999.99",
      at: "2026-06-02T10:00:00.000Z",
    },
    {
      account: "a",
      state: "breached",
      floors: { daily: "95000.00", total: null },
      balance: "94999.99",
      equity: "94999.99",
      trading_days: 0,
    },
    {
      account: "b",
      state: "active",
      floors: { daily: "95000.00", total: null },
      balance: "101000.00",
      equity: "101000.00",
      trading_days: 0,
    },
  ]);
  expect(stderr.trim().split("\n")).toEqual([
    "Line 4: not JSON",
    expect.stringMatching(/^Line 5: balance: /),
    "Line 6: account c wasn't opened before",
  ]);
  expect(code).toBe(1);
});

test("npm run replay: an account with rules of its own → judged by them; without any → says so", async () => {
  const { code, stdout, stderr } = await replay([
    { ...open("a"), rules },
    open("b"),
    snapshot("a", "2026-06-02T10:00:00Z", "95000.00"),
  ]);
  expect(stdout).toContain('"state":"active","floors":{"daily":"95000.00","total":null}');
  expect(stderr).toContain("Line 2: account b has no rules: name a file with --rules");
  expect(code).toBe(1);
});

const lastLine = (stdout: string) => JSON.parse(stdout.trim().split("\n").at(-1) ?? "");

test("npm run replay: volumes of deals, a gap, a credit of a venue's own kind → judged; lots with their decimals", async () => {
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  const max_lots = { limit: 150, then: "warn" } as const;
  const deal = (entry: string, volume: string, open_positions: number) => ({
    ...snapshot("a", "2026-06-02T10:00:00Z", "100000.00"),
    type: "deal",
    entry,
    symbol: "EURUSD",
    volume,
    profit: "0.00",
    commission: "-7.00",
    open_positions,
    opened_at: "2026-06-02T09:00:00Z",
  });
  const at = "2026-06-02T11:00:00Z";
  const { stdout, stderr } = await replay([
    { ...open("a"), rules: { ...noRules, max_lots } },
    deal("in", "1.5", 1),
    deal("in", "0.00000001", 2),
    { account: "a", type: "gap", through_seq: 14, from: at, to: at, reason: "terminal offline" },
    {
      ...snapshot("a", at, "105000.00"),
      type: "balance_operation",
      kind: "credit",
      amount: "5000",
    },
    { ...snapshot("a", at, "99000.00"), type: "balance_operation", kind: "sweep", amount: "-1000" },
  ]);
  expect(stderr).toBe("");
  expect(JSON.parse(stdout.split("\n")[0] ?? "")).toEqual({
    account: "a",
    kind: "warned",
    rule: "max_lots",
    threshold: "1.50",
    observed: "1.50000001",
    at: "2026-06-02T10:00:00.000Z",
  });
  expect(lastLine(stdout)).toMatchObject({ state: "active", balance: "99000.00" });
});

test("npm run replay: operators' rulings → the phase goes on, is corrected, and its pass is revoked", async () => {
  const own = {
    ...rules,
    profit_target: { amount: { pct_of_initial: 1_000 }, measure: "balance_flat", hold: "once" },
  };
  const at = "2026-06-02T11:00:00Z";
  const ruling = (kind: string, fields = {}) => ({
    account: "a",
    type: "ruling",
    kind,
    at,
    ...fields,
  });
  const values = { balance: "100000.00", equity: "100000.00" };
  const lines = [
    { ...open("a"), rules: own },
    snapshot("a", "2026-06-02T10:00:00Z", "90000.00"),
    ruling("correction", { ...values, amount: "10000.00" }),
    ruling("reinstate", { ...values, open_positions: 0 }),
    ruling("exclude", { amount: "500.00" }),
    snapshot("a", at, "110499.99"),
  ];
  const active = await replay(lines);
  expect([active.stderr, lastLine(active.stdout).state]).toEqual(["", "active"]);
  const passing = [...lines, snapshot("a", at, "110500.00")];
  expect(lastLine((await replay(passing)).stdout).state).toBe("passed");
  const revoked = await replay([...passing, ruling("revoke_pass")]);
  expect(lastLine(revoked.stdout).state).toBe("cancelled");
  const invalid = await replay([...passing, ruling("exclude", { amount: "-1" }), ruling("pardon")]);
  expect(invalid.stderr).toContain("Line 8: amount: must be above 0");
  expect(invalid.stderr).toContain("Line 9: kind: ");
});

test("npm run replay: no file, a file that is no rule set → exit code 2, says so", async () => {
  const file = join(folder, "no-rules.json");
  await writeFile(file, JSON.stringify({ version: 1 }));
  const { code, stderr } = await replay([open("a")], "--rules", file);
  expect([code, stderr]).toEqual([2, expect.stringContaining("is no rule set")]);
  const missing = await replay([], "--events", join(folder, "none.jsonl"));
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining("can't be read")]);
});
