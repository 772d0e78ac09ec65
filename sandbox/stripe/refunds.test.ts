import { describe, expect, vi } from "vitest";
import { test } from "./testing/harness";

/** Longer than any test runs: a pending refund changes only when the test does it. */
const BY_ITSELF_NEVER_MS = 600_000;

describe("refund:", () => {
  test("whole amount → charge.refunded", async ({ sandbox, stripe }) => {
    const { id, latest_charge } = await sandbox.pay();
    const refund = await stripe.refunds.create({
      payment_intent: id,
      reason: "requested_by_customer",
      metadata: { ticket: "7" },
    });
    expect(refund).toMatchObject({
      object: "refund",
      amount: 49_900,
      charge: latest_charge,
      payment_intent: id,
      status: "succeeded",
      reason: "requested_by_customer",
      metadata: { ticket: "7" },
    });
    expect(await stripe.charges.retrieve(String(latest_charge))).toMatchObject({
      amount_refunded: 49_900,
      refunded: true,
    });
  });

  test("in parts, more than is left → rejected", async ({ sandbox, stripe }) => {
    const { id, latest_charge } = await sandbox.pay();
    const charge = String(latest_charge);
    await stripe.refunds.create({ charge, amount: 40_000 });
    await expect(stripe.refunds.create({ charge, amount: 9_901 })).rejects.toMatchObject({
      type: "StripeInvalidRequestError",
      param: "amount",
      message: expect.stringContaining("greater than unrefunded amount on charge ($99.00)"),
    });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ refunded: false });
    expect((await stripe.refunds.create({ charge })).amount).toBe(9_900);
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({
      code: "charge_already_refunded",
    });
    expect((await stripe.refunds.list({ payment_intent: id })).data).toHaveLength(2);
  });

  test("→ events refund.created, charge.refunded and refund.updated", async ({
    sandbox,
    stripe,
    receiver,
  }) => {
    const { id } = await sandbox.pay();
    await stripe.refunds.create({ payment_intent: id, amount: 100 });
    await receiver.expect("refund.created");
    await receiver.expect("refund.updated");
    const [refunded] = await receiver.expect("charge.refunded");
    expect(refunded?.event.data).toMatchObject({
      object: { object: "charge", amount_refunded: 100, refunded: false },
      previous_attributes: { amount_refunded: 0 },
    });
  });

  test("payment has not succeeded → rejected", async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
    await expect(stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({
      message: expect.stringContaining("does not have a successful charge to refund"),
    });
    await expect(stripe.refunds.create({})).rejects.toMatchObject({ code: "parameter_missing" });
    await expect(stripe.refunds.create({ charge: "ch_no" })).rejects.toMatchObject({
      code: "resource_missing",
    });
  });

  test("metadata updated → stored", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay();
    const refund = await stripe.refunds.create({ payment_intent: id });
    await stripe.refunds.update(refund.id, { metadata: { note: "x" } });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ metadata: { note: "x" } });
  });
});

describe("failed refund:", () => {
  test("control fail → the charge's refunded amount is lowered", async ({
    sandbox,
    stripe,
    receiver,
  }) => {
    const { id, latest_charge } = await sandbox.pay();
    const refund = await stripe.refunds.create({ payment_intent: id });
    await sandbox.control(`refunds/${refund.id}/fail`);
    const [failed] = await receiver.expect("refund.failed");
    expect(failed?.event.data.object).toMatchObject({ status: "failed", amount: 49_900 });
    expect(await stripe.charges.retrieve(String(latest_charge))).toMatchObject({
      amount_refunded: 0,
      refunded: false,
    });
    await expect(sandbox.control(`refunds/${refund.id}/fail`)).rejects.toThrow("failed");
    await expect(stripe.refunds.create({ payment_intent: id })).resolves.toBeDefined();
  });

  test("refund_fails card → succeeded first, failed later", async ({
    sandbox,
    stripe,
    receiver,
  }) => {
    const { id } = await sandbox.pay("pm_card_refundFail");
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe("succeeded");
    await receiver.expect("refund.failed");
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe("failed");
  });

  test("restarted before it fails → fails", async ({ sandbox, receiver }) => {
    await sandbox.restart({ refundWaitMs: 200 });
    const { id } = await sandbox.pay("pm_card_refundFail");
    await sandbox.client().refunds.create({ payment_intent: id });
    await sandbox.restart();
    await receiver.expect("refund.failed");
  });
});

describe("pending refund:", () => {
  test("refund_pending card → succeeds later", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay("pm_card_pendingRefund");
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe("pending");
    await vi.waitFor(async () => {
      expect((await stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
    });
  });

  test("control settle → succeeded", async ({ sandbox }) => {
    await sandbox.restart({ refundWaitMs: BY_ITSELF_NEVER_MS });
    const stripe = sandbox.client();
    const { id } = await sandbox.pay("pm_card_pendingRefund");
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(await sandbox.control(`refunds/${refund.id}/settle`)).toMatchObject({
      status: "succeeded",
    });
  });

  test("control cancel → canceled, only event refund.updated", async ({ sandbox, receiver }) => {
    await sandbox.restart({ refundWaitMs: BY_ITSELF_NEVER_MS });
    const stripe = sandbox.client();
    const { id, latest_charge } = await sandbox.pay("pm_card_pendingRefund");
    const refund = await stripe.refunds.create({ payment_intent: id });
    await sandbox.control(`refunds/${refund.id}/cancel`);
    const [updated] = await receiver.expect("refund.updated");
    expect(updated?.event.data).toMatchObject({
      object: { id: refund.id, status: "canceled" },
      previous_attributes: { status: "pending" },
    });
    expect(await stripe.charges.retrieve(String(latest_charge))).toMatchObject({
      amount_refunded: 0,
    });
    await expect(sandbox.control(`refunds/${refund.id}/cancel`)).rejects.toThrow("canceled");
  });
});
