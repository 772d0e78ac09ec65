import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { sql } from "@/testing/database/sql";
import { newChallenge, newSource, send, snapshot } from "@/testing/evaluation/trading";
import { tamper } from "@/testing/faults/tamper";

let id: number;
beforeAll(async () => {
  const challenge = await newChallenge();
  ({ id } = challenge);
  await send(await newSource(), [
    snapshot(challenge.account, 1, "99000.00", { balance: "100000.00" }),
    snapshot(challenge.account, 2, "94999.99", { balance: "100000.00" }),
  ]);
});

/** Runs `npm run replay -- --challenge`. */
const replay = (challenge: number | string) =>
  promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "scripts/replay.ts", "--challenge", String(challenge)],
    { env: process.env },
  ).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
const verdict = (where: string) =>
  `update verdicts set ${where} where kind = 'breached' and evaluation_id = (select id from evaluations where challenge_id = ${id})`;

test("npm run replay -- --challenge: a stored challenge → its verdicts and state, 0", async () => {
  const { code, stdout, stderr } = await replay(id);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout
    .trim()
    .split("\n")
    .map((line: string) => JSON.parse(line));
  const account = `challenge ${id}, phase 1`;
  expect(lines).toMatchObject([
    { account, kind: "breached", rule: "daily_loss", threshold: "95000.00", observed: "94999.99" },
    { account, state: "breached", floors: { daily: "95000.00", total: "90000.00" } },
  ]);
});

test("npm run replay -- --challenge: a recorded verdict that differs → both are named, 1", async () => {
  await tamper(verdict("observed = 9499998"));
  const { code, stderr } = await replay(id);
  expect(code).toBe(1);
  expect(stderr).toContain("recorded, but not given by its events");
  expect(stderr).toContain("given by its events, but not recorded");
  await tamper(verdict("observed = 9499999"));
});

test("npm run replay -- --challenge: events were deleted, no such challenge, no number → 2", async () => {
  expect(await replay(999_999)).toMatchObject({ code: 2 });
  expect(await replay("first")).toMatchObject({ code: 2 });
  await sql(
    "delete from trading_snapshots where seq = 1 and evaluation_id = (select id from evaluations where challenge_id = $1)",
    [id],
  );
  const { code, stderr } = await replay(id);
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("events_missing"),
  });
});
