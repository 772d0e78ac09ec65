import { describe, expect, vi } from "vitest";
import { test } from "./testing/harness";

const terms = { amount: 500, currency: "usd" };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("controls of a payment:", () => {
  test("settle, processing → succeeded; otherwise → rejected", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay("pm_sandbox_processing");
    await sandbox.control(`payment_intents/${id}/settle`);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: "succeeded",
      processing: null,
      latest_charge: expect.stringMatching(/^ch_/),
    });
    await expect(sandbox.control(`payment_intents/${id}/settle`)).rejects.toThrow("not processing");
  });

  test("fail, processing → declined", async ({ sandbox, stripe, receiver }) => {
    const { id } = await sandbox.pay("pm_sandbox_processing");
    await sandbox.control(`payment_intents/${id}/fail`);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "card_declined" },
    });
    await receiver.expect("payment_intent.payment_failed");
  });

  test("dispute → a dispute or an inquiry; a second → rejected", async ({ sandbox }) => {
    const { id } = await sandbox.pay();
    const open = () => sandbox.control(`payment_intents/${id}/dispute`, { reason: "duplicate" });
    expect(await open()).toMatchObject({ status: "needs_response", reason: "duplicate" });
    await expect(open()).rejects.toThrow("is already disputed");
    const other = await sandbox.pay();
    expect(
      await sandbox.control(`payment_intents/${other.id}/dispute`, { inquiry: true }),
    ).toMatchObject({
      status: "warning_needs_response",
    });
  });

  test("win, lose → won, lost", async ({ sandbox, stripe, receiver }) => {
    for (const [verb, status] of [
      ["win", "won"],
      ["lose", "lost"],
    ]) {
      const { id } = await sandbox.pay("pm_card_createDispute");
      const { data } = await stripe.disputes.list({ payment_intent: id });
      await sandbox.control(`disputes/${data[0]?.id}/${verb}`);
      expect((await stripe.disputes.list({ payment_intent: id })).data).toMatchObject([{ status }]);
    }
    await receiver.expect("charge.dispute.closed", 2);
  });

  test("refund → the amount, or everything that is left", async ({ sandbox }) => {
    const { id } = await sandbox.pay();
    const refund = (body = {}) => sandbox.control(`payment_intents/${id}/refund`, body);
    expect(await refund({ amount: 900 })).toMatchObject({ amount: 900 });
    expect(await refund()).toMatchObject({ amount: 49_000 });
  });
});

describe("controls of deliveries:", () => {
  test("deliver, times 3 → delivered three times more", async ({ sandbox, stripe, receiver }) => {
    await stripe.paymentIntents.create(terms);
    const [first] = await receiver.expect("payment_intent.created");
    const response = await sandbox.control(`events/${first?.event.id}/deliver`, { times: 3 });
    expect(response).toMatchObject({ data: [{ status: 200 }, { status: 200 }, { status: 200 }] });
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
    expect(receiver.received).toHaveLength(4);
  });

  test("mode hold, release → sent in the given order", async ({ sandbox, receiver }) => {
    await sandbox.control("deliveries", { mode: "hold" });
    await sandbox.pay();
    await sandbox.control("deliveries", { mode: "normal" });
    await pause(30);
    expect(receiver.received).toEqual([]);
    await sandbox.control("deliveries/release", { order: "reverse" });
    expect(receiver.received.map(({ event }) => event.type)).toEqual([
      "payment_intent.succeeded",
      "charge.succeeded",
      "payment_intent.created",
    ]);
  });

  test("release with ids → only these events", async ({ sandbox, stripe, receiver }) => {
    await sandbox.control("deliveries", { mode: "hold" });
    await sandbox.pay();
    const { data } = await stripe.events.list({ type: "payment_intent.succeeded" });
    await sandbox.control("deliveries/release", { order: [data[0]?.id] });
    expect(receiver.types).toEqual(["payment_intent.succeeded"]);
    await sandbox.stop();
    await sandbox.start();
    await sandbox.control("deliveries/release");
    expect(receiver.received).toHaveLength(3);
  });

  test("mode drop → not delivered, can be retrieved", async ({ sandbox, stripe, receiver }) => {
    await sandbox.control("deliveries", { mode: "drop" });
    await sandbox.pay();
    await pause(30);
    expect(receiver.received).toEqual([]);
    expect((await stripe.events.list()).data).toHaveLength(3);
  });

  test("mode duplicate → delivered twice", async ({ sandbox, stripe, receiver }) => {
    await sandbox.control("deliveries", { mode: "duplicate" });
    await stripe.paymentIntents.create(terms);
    const both = await receiver.expect("payment_intent.created", 2);
    expect(new Set(both.map(({ event }) => event.id)).size).toBe(1);
  });

  test.for(["delay", "shuffle"])(
    "mode %s → delivered later",
    async (mode, { sandbox, receiver }) => {
      await sandbox.control("deliveries", { mode, delay_ms: 400 });
      await sandbox.pay();
      if (mode === "delay") expect(receiver.received).toEqual([]);
      await vi.waitFor(() => expect(receiver.received).toHaveLength(3));
    },
  );
});
