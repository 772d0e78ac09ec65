import { expect, test } from "vitest";
import { sql } from "@/testing/database/sql";
import { newChallenge, newSource, send, snapshot } from "@/testing/evaluation/trading";

const breached = async () => {
  const source = await newSource();
  const { id, account } = await newChallenge();
  await send(source, [snapshot(account, 1, "94000.00", { balance: "100000.00" })]);
  const { rows } = await sql(
    "select e.id as evaluation, v.id as verdict from evaluations e join verdicts v on v.evaluation_id = e.id where e.challenge_id = $1",
    [id],
  );
  return rows[0] as { evaluation: string; verdict: string };
};

test("evaluations: ended without a verdict of its kind → rejected", async () => {
  const { id } = await newChallenge();
  for (const state of ["breached", "passed", "expired"]) {
    await expect(
      sql(
        "update evaluations set state = $2, ended_at = now(), due_at = null where challenge_id = $1",
        [id, state],
      ),
    ).rejects.toThrow("without such a verdict");
  }
});

test("verdicts: a second ending of a phase → rejected, until the first is overturned", async () => {
  const { evaluation } = await breached();
  const second = () =>
    sql(
      `insert into verdicts (id, evaluation_id, kind, at, rule_set_id, judge_version)
       select 'vrd_second_' || id, evaluation_id, 'passed', at, rule_set_id, judge_version from verdicts where evaluation_id = $1 limit 1`,
      [evaluation],
    );
  await expect(second()).rejects.toThrow("verdicts_one_ending");
  await sql("update verdicts set standing = 'overturned' where evaluation_id = $1", [evaluation]);
  await second();
});

test.each([
  ["a number", "observed = 1"],
  ["its time", "at = now()"],
  ["its kind", "kind = 'warned'"],
])("verdicts: %s changed → rejected", async (_, change) => {
  const { verdict } = await breached();
  await expect(sql(`update verdicts set ${change} where id = $1`, [verdict])).rejects.toThrow(
    "can't be changed",
  );
});

test("verdicts: a breach whose numbers don't violate the rule → rejected", async () => {
  const { evaluation } = await breached();
  await sql("update verdicts set standing = 'overturned' where evaluation_id = $1", [evaluation]);
  const insert = (observed: number) =>
    sql(
      `insert into verdicts (id, evaluation_id, kind, rule, threshold, observed, comparison, at, rule_set_id, judge_version)
       select 'vrd_' || $2::text || id, evaluation_id, kind, rule, 9500000, $2::bigint, comparison, at, rule_set_id, judge_version
       from verdicts where evaluation_id = $1 limit 1`,
      [evaluation, observed],
    );
  await expect(insert(9_500_000)).rejects.toThrow("verdicts_breach_holds");
  await insert(9_499_999);
});

test("challenge_phases: a second phase before the first was passed → rejected", async () => {
  const { id } = await newChallenge();
  await expect(
    sql(
      "insert into challenge_phases (challenge_id, phase_index, account_login) values ($1, 2, $1 + 900000000)",
      [id],
    ),
  ).rejects.toThrow(/evaluations_one_running|before the one before it was passed/);
});
