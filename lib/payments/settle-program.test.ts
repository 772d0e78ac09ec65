import { beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { balanceOf, fund, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { ledgerOf } from "@/testing/stripe/deposits";
import {
  buyByCard,
  deliverAll,
  euroProgram,
  outcomeOf,
  payForProgram,
} from "@/testing/stripe/program-payments";
import { control, eventOf } from "@/testing/stripe/sandbox";
import { walletOf } from "@/testing/stripe/wallet-holds";
import { handleEvent } from "./inbox/handle-event";
import { settleProgramPayment } from "./settle-program";
import { stripe } from "./stripe";

let me: Trader;
beforeEach(async () => {
  me = await newTrader();
});

const ctx = () => systemContext(database(), "job_test");
const active = { status: 3, failure: null, challenge: 1, hold: null, end: null, enabled: true };
const bought = {
  status: "succeeded",
  rejection: null,
  net: 49_900,
  flag: null,
  purchases: [{ id: expect.any(Number), ...active }],
  refunds: [],
};
const refund = (intent: string, amount?: number) =>
  control(`payment_intents/${intent}/refund`, amount === undefined ? {} : { amount });

describe("bought", () => {
  test("settleProgramPayment: a paid program → its challenge, credit and fee, and the wallet as before", async () => {
    await fund(me.login, 700n);
    const { paymentId } = await buyByCard(me);
    expect(await outcomeOf(paymentId)).toEqual(bought);
    expect(await walletOf(me)).toEqual([700, 0]);
    const { operations } = await ledgerOf(me.login);
    expect(
      operations.slice(1).map((it) => [Number(it.amount_cents), it.comment, it.reason]),
    ).toEqual([
      [49_900, "PROP_CHALLENGE_CARD_PAYMENT", "TR_REASON_DEPOSIT"],
      [-49_900, "PROP_CHALLENGE_PURCHASE", "TR_REASON_PROP"],
    ]);
    const { body } = await as(me).get(`/v2/payments/${paymentId}`);
    expect(body).toMatchObject({ kind: "program", program_id: 1, login: me.login });
    const { body: list } = await as(me).get("/prop/challenges");
    expect(list.challenges.map(({ id }: { id: number }) => id)).toEqual([body.challenge_id]);
    expect(list.purchases[0]).toMatchObject({ payment_id: paymentId, payment_status: "paid" });
    expect(await ledgerProblems()).toEqual([]);
  });

  test("settleProgramPayment: the wallet owes → bought all the same, and the debt stays", async () => {
    await tradingServer(database()).submitOperation({
      requestKey: crypto.randomUUID(),
      login: me.login,
      amountCents: -3_000n,
      currency: "usd",
      reason: "TR_REASON_ADJUSTMENT",
      comment: "TEST_DEBT",
      apiData: {},
      mayOwe: true,
    });
    const { paymentId } = await buyByCard(me);
    expect(await outcomeOf(paymentId)).toEqual(bought);
    expect(await walletOf(me)).toEqual([0, 3_000]);
    expect(await ledgerProblems()).toEqual([]);
  });

  test("settleProgramPayment: a program in euros, no wallet in euros → the wallet is opened, and the challenge bought", async () => {
    const { paymentId } = await buyByCard(me, euroProgram);
    expect(await outcomeOf(paymentId)).toMatchObject({ net: 29_900, purchases: [active] });
    const { body } = await as(me).get(`/v2/payments/${paymentId}`);
    expect(body.login).not.toBe(me.login);
    expect(await balanceOf(body.login)).toBe(0);
  });

  test("settleProgramPayment: eight at the same time → bought once", async () => {
    const { paymentId } = await payForProgram(me);
    await runAllJobs();
    await sql("delete from graphile_worker._private_jobs");
    await Promise.allSettled(
      Array.from({ length: 8 }, () => settleProgramPayment(ctx(), paymentId)),
    );
    await settleProgramPayment(ctx(), paymentId);
    expect(await outcomeOf(paymentId)).toEqual(bought);
  });
});

describe("reversed", () => {
  test("a full refund → this challenge ends, its account is disabled, and the wallet is as before", async () => {
    await fund(me.login, 700n);
    const { paymentId, intent } = await buyByCard(me);
    await refund(intent);
    await deliverAll(intent);
    expect(await outcomeOf(paymentId)).toMatchObject({
      status: "refunded",
      net: 0,
      purchases: [
        { status: 5, failure: "REFUNDED", challenge: 4, end: "refunded", enabled: false },
      ],
    });
    expect(await walletOf(me)).toEqual([700, 0]);
    expect(await ledgerProblems()).toEqual([]);
  });

  test("a partial refund → the challenge goes on, and a part of the fee is returned", async () => {
    const { paymentId, intent } = await buyByCard(me);
    await refund(intent, 10_000);
    await deliverAll(intent);
    expect(await outcomeOf(paymentId)).toMatchObject({ net: 39_900, purchases: [active] });
    expect(await walletOf(me)).toEqual([0, 0]);
    await refund(intent);
    await deliverAll(intent);
    expect(await outcomeOf(paymentId)).toMatchObject({ net: 0, purchases: [{ status: 5 }] });
    expect(await walletOf(me)).toEqual([0, 0]);
  });

  test("a dispute → suspended; won → reinstated; lost → ended. The wallet's other challenge goes on", async () => {
    await fund(me.login, 49_900n);
    const { body } = await as(me).post("/prop/challenge/buy", {
      program_id: 1,
      payer_login: me.login,
    });
    const { paymentId, intent } = await buyByCard(me);
    const { id } = await control(`payment_intents/${intent}/dispute`);
    await deliverAll(intent);
    expect(await outcomeOf(paymentId)).toMatchObject({
      net: 0,
      purchases: [{ status: 3, challenge: 1, hold: "payment_disputed", enabled: false }],
    });
    await control(`disputes/${id}/win`);
    await deliverAll(intent);
    expect(await outcomeOf(paymentId)).toMatchObject({ net: 49_900, purchases: [active] });
    const second = await buyByCard(me);
    const dispute = await control(`payment_intents/${second.intent}/dispute`);
    await deliverAll(second.intent);
    await control(`disputes/${dispute.id}/lose`);
    await deliverAll(second.intent);
    expect(await outcomeOf(second.paymentId)).toMatchObject({
      status: "disputed",
      net: 0,
      purchases: [
        { status: 5, failure: "DISPUTE_LOST", challenge: 4, end: "dispute_lost", enabled: false },
      ],
    });
    const { rows } = await sql("select status, held_at from challenges where id = $1", [
      body.challenge.id,
    ]);
    expect(rows).toEqual([{ status: 1, held_at: null }]);
    expect(await walletOf(me)).toEqual([0, 0]);
    expect(await ledgerProblems()).toEqual([]);
  });
});

describe("rejected", () => {
  const rejectedWith = (code: string) => ({
    status: "refunded",
    rejection: code,
    net: 0,
    flag: null,
    purchases: [],
    refunds: [{ cents: 49_900, status: "succeeded" }],
  });

  test.each([
    [
      "taken off sale",
      "update programs set status = 1 where id = 1",
      "update programs set status = 0 where id = 1",
      "PROGRAM_DISABLED",
    ],
    [
      "at another price",
      "update programs set price_cents = 59900 where id = 1",
      "update programs set price_cents = 49900 where id = 1",
      "PROGRAM_CHANGED",
    ],
    [
      "in an archived group",
      "update account_groups set archived_at = now() where name = 'PROP-DEMO-100K'",
      "update account_groups set archived_at = null where name = 'PROP-DEMO-100K'",
      "PROGRAM_DISABLED",
    ],
  ])(
    "settleProgramPayment: %s when the payment arrives → refunded in full, once",
    async (_, change, back, code) => {
      const { paymentId } = await payForProgram(me);
      await sql(change);
      await runAllJobs();
      await sql(back);
      await Promise.allSettled([1, 2, 3].map(() => settleProgramPayment(ctx(), paymentId)));
      await runAllJobs();
      expect(await outcomeOf(paymentId)).toEqual(rejectedWith(code));
      expect(await walletOf(me)).toEqual([0, 0]);
      const { body } = await as(me).get(`/v2/payments/${paymentId}`);
      expect(body).toMatchObject({ rejection_code: code, challenge_id: null });
    },
  );
});

describe("reversed before it was bought", () => {
  /** A paid program whose job hasn't run when its payment is reversed. */
  async function reversedFirst(reverse: (intent: string) => Promise<unknown>) {
    const payment = await payForProgram(me);
    await handleEvents(payment.intent);
    await sql("delete from graphile_worker._private_jobs");
    await reverse(payment.intent);
    await deliverAll(payment.intent);
    return payment;
  }
  const handleEvents = async (intent: string) => {
    const event = await eventOf(intent, "payment_intent.succeeded");
    await handleEvent(ctx(), event.id);
  };

  test("settleProgramPayment: refunded in full, and the refund fails later → never bought, flagged", async () => {
    const { paymentId } = await reversedFirst((intent) => refund(intent));
    expect(await outcomeOf(paymentId)).toMatchObject({ rejection: "REFUNDED", purchases: [] });
    await sql("update payment_refunds set status = 'failed' where payment_id = $1", [paymentId]);
    await settleProgramPayment(ctx(), paymentId);
    expect(await outcomeOf(paymentId)).toMatchObject({ rejection: "REFUNDED", purchases: [] });
    await expect(
      sql("update payments set rejection_code = null where id = $1", [paymentId]),
    ).rejects.toThrow("final");
  });

  test("settleProgramPayment: a dispute is lost → not bought, and nothing is refunded twice", async () => {
    const { paymentId, intent } = await reversedFirst(async (pi) => {
      const { id } = await control(`payment_intents/${pi}/dispute`);
      await control(`disputes/${id}/lose`);
    });
    expect(await outcomeOf(paymentId)).toMatchObject({
      status: "disputed",
      rejection: "DISPUTE_LOST",
      purchases: [],
    });
    expect((await stripe().refunds.list({ payment_intent: intent })).data).toEqual([]);
  });
});
