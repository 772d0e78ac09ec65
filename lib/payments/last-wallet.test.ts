import { beforeEach, expect, test } from "vitest";
import { buyFromWallet, contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { payDeposit } from "@/testing/stripe/deposits";
import { buyByCard, euroProgram } from "@/testing/stripe/program-payments";
import { lastUsedWallet } from "./last-wallet";

let me: Trader;
beforeEach(async () => {
  me = await newTrader(100_000n);
});

const lastUsed = () => lastUsedWallet(contextOf(me));

test("lastUsedWallet: nothing bought or topped up → null", async () => {
  expect(await lastUsed()).toBeNull();
});

test("lastUsedWallet: a program in euros by card, then a purchase or a top-up in dollars → each time the wallet of the newest", async () => {
  const { paymentId } = await buyByCard(me, euroProgram);
  const { body } = await as(me).get(`/v2/payments/${paymentId}`);
  expect(body.login).not.toBe(me.login);
  expect(await lastUsed()).toBe(body.login);
  await buyFromWallet(me);
  expect(await lastUsed()).toBe(me.login);
  await payDeposit(me, body.login);
  await runAllJobs();
  expect(await lastUsed()).toBe(body.login);
});
