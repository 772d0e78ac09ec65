import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { newAdmin, performAction } from "@/testing/actors/admin";
import { pendingEmails } from "@/testing/database/emails";
import { sql } from "@/testing/database/sql";
import { newChallenge, newSource, send, snapshot } from "@/testing/evaluation/trading";
import { challengeVerdictEmail, verdictOverturnedEmail } from "./challenge-verdict";

/** A challenge that failed after a gap, and the verdict that waits for an operator. */
async function heldVerdict() {
  const { id, account } = await newChallenge();
  const [from, to] = [new Date(Date.now() - 60_000), new Date()].map((at) => at.toISOString());
  await send(await newSource(), [
    { account, seq: 1, through_seq: 2, type: "gap", from, to },
    snapshot(account, 3, "94000.00", { balance: "100000.00" }),
  ]);
  const { rows } = await sql(
    "select v.id from verdicts v join evaluations e on e.id = v.evaluation_id where e.challenge_id = $1 and v.standing = 'provisional'",
    [id],
  );
  return { id, verdict: rows[0].id as string };
}

test("challengeVerdictEmail: provisional → says that our team checks it; confirmed → doesn't", async () => {
  const { id, verdict } = await heldVerdict();
  const provisional = await challengeVerdictEmail(database(), verdict);
  expect(provisional?.content).toMatchObject({
    subject: "Challenge under review: Two-step 100K",
    link: { path: `/dashboard/challenges/${id}` },
  });
  expect(provisional?.content.details).toEqual(
    expect.arrayContaining([
      ["Rule", "Daily loss"],
      ["Floor", "$95,000.00"],
      ["Account value", "$94,000.00"],
    ]),
  );
  const says = (text?: string[]) => text?.join(" ").includes("Our team checks this");
  expect(says(provisional?.content.paragraphs)).toBe(true);
  await performAction(await newAdmin(), "verdict.confirm", { id: verdict });
  const final = await challengeVerdictEmail(database(), verdict);
  expect(final?.content.subject).toBe("Challenge failed: Two-step 100K");
  expect(says(final?.content.paragraphs)).toBe(false);
});

test("verdictOverturnedEmail: a lifted ending → the challenge goes on, and no email says that it failed", async () => {
  const { verdict } = await heldVerdict();
  const account = { balance_cents: 10_000_000, equity_cents: 9_900_000, open_positions: 0 };
  await performAction(await newAdmin(), "verdict.lift", { id: verdict, account });
  expect(await pendingEmails()).toContainEqual({ kind: "verdict-overturned", verdict_id: verdict });
  expect((await verdictOverturnedEmail(database(), verdict))?.content).toMatchObject({
    subject: "Your challenge goes on: Two-step 100K",
    paragraphs: [expect.stringContaining("it doesn't count"), expect.any(String)],
  });
  expect(await challengeVerdictEmail(database(), verdict)).toBeNull();
});
