import { expect, test } from "vitest";
import { contextOf, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { newChallenge } from "@/testing/evaluation/trading";
import { as } from "@/testing/http/client";
import { payForAccount } from "@/testing/stripe/payments";
import { findAccountEvaluation } from "./get-evaluation";

test("findAccountEvaluation: a prop account → the evaluation of its challenge; another customer's, or none → null", async () => {
  const me = await newTrader();
  await payForAccount(me);
  await runAllJobs();
  const [account] = (await as(me).get("/v2/payments/prop-accounts")).body;
  const { rows } = await sql("select id from challenges where prop_account_id = $1", [account.id]);
  const { body } = await as(me).get(`/prop/challenges/${rows[0].id}/metrics`);
  expect(await findAccountEvaluation(contextOf(me), account.id)).toEqual(body);
  expect(await findAccountEvaluation(contextOf(me), "prop_none")).toBeNull();
  expect(await findAccountEvaluation(contextOf(await newTrader()), account.id)).toBeNull();
});

test("GET /prop/challenges/{id}/metrics: another customer's challenge → the same NOT_FOUND as for none", async () => {
  const { id } = await newChallenge();
  const stranger = await newTrader();
  const other = await as(stranger).get(`/prop/challenges/${id}/metrics`);
  const none = await as(stranger).get("/prop/challenges/999999/metrics");
  expect([other.status, other.body.error.code]).toEqual([404, "NOT_FOUND"]);
  expect(other.body.error.message).toBe(none.body.error.message);
});
