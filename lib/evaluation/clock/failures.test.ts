import { expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { ruleSet } from "@/lib/rules";
import { sql } from "@/testing/database/sql";
import { newChallenge, setRules, storedEvaluation } from "@/testing/evaluation/trading";
import { DAY } from "@/testing/rules/phase";
import { advanceEvaluations } from "./advance-evaluations";

const limited = ruleSet(
  { zone: "UTC", starts_at: "00:00" },
  { time_limit: { days: 5, from: "open" } },
);

test("advanceEvaluations: the database rejects the verdict of one → it stays due, the others get theirs", async () => {
  await sql("update evaluations set due_at = null");
  const phases = [await newChallenge(), await newChallenge(), await newChallenge()];
  for (const { id } of phases) await setRules(id, limited, new Date(Date.now() - 60 * DAY));
  // It has an ending that its state doesn't show: the next one violates the index.
  await sql(
    `insert into verdicts (id, evaluation_id, kind, at, rule_set_id, judge_version)
     select 'vrd_broken', id, 'passed', now(), rule_set_id, '1' from evaluations where challenge_id = $1`,
    [phases[1]?.id],
  );
  await advanceEvaluations(systemContext(database(), "job_test"));
  const states = [];
  for (const { id } of phases) states.push((await storedEvaluation(id)).state);
  expect(states).toEqual(["expired", "active", "expired"]);
  const { rows } = await sql(
    "select due_at < now() as is_due from evaluations where challenge_id = $1",
    [phases[1]?.id],
  );
  expect(rows).toEqual([{ is_due: true }]);
});
