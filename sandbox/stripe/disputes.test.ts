import { describe, expect } from "vitest";
import { type TestSandbox, test } from "./testing/harness";

async function disputed(sandbox: TestSandbox, paymentMethod = "pm_card_createDispute") {
  const intent = await sandbox.pay(paymentMethod);
  const { data } = await sandbox.client().disputes.list({ payment_intent: intent.id });
  const [dispute] = data;
  if (dispute === undefined) throw new Error("no dispute");
  return { intent, dispute };
}

describe("payment with a disputed card:", () => {
  test("→ charge.disputed, event charge.dispute.created", async ({ sandbox, stripe, receiver }) => {
    const { intent, dispute } = await disputed(sandbox);
    expect(dispute).toMatchObject({
      object: "dispute",
      amount: 49_900,
      charge: intent.latest_charge,
      reason: "fraudulent",
      status: "needs_response",
      is_charge_refundable: false,
    });
    expect((await stripe.charges.retrieve(String(intent.latest_charge))).disputed).toBe(true);
    const [created] = await receiver.expect("charge.dispute.created");
    expect(created?.event.data.object).toEqual(JSON.parse(JSON.stringify(dispute)));
  });

  test("refund → charge_disputed", async ({ sandbox, stripe }) => {
    const { intent } = await disputed(sandbox);
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: "charge_disputed",
    });
  });

  test("dispute closed → lost; closed again → an error", async ({ sandbox, stripe, receiver }) => {
    const { dispute } = await disputed(sandbox);
    expect(await stripe.disputes.close(dispute.id)).toMatchObject({ status: "lost" });
    const [closed] = await receiver.expect("charge.dispute.closed");
    expect(closed?.event.data).toMatchObject({
      object: { status: "lost" },
      previous_attributes: { status: "needs_response" },
    });
    await expect(stripe.disputes.close(dispute.id)).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe("won dispute:", () => {
  test("control reopen → under review, charge not refundable, can be decided again", async ({
    sandbox,
    stripe,
    receiver,
  }) => {
    const { intent, dispute } = await disputed(sandbox);
    const reopen = () => sandbox.control(`disputes/${dispute.id}/reopen`);
    await expect(reopen()).rejects.toThrow("needs_response");
    await sandbox.control(`disputes/${dispute.id}/win`);
    expect(await reopen()).toMatchObject({ status: "under_review", is_charge_refundable: false });
    const [updated] = await receiver.expect("charge.dispute.updated");
    expect(updated?.event.data.previous_attributes).toMatchObject({ status: "won" });
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: "charge_disputed",
    });
    expect(await sandbox.control(`disputes/${dispute.id}/lose`)).toMatchObject({ status: "lost" });
  });
});

describe("evidence:", () => {
  test.for([
    ["winning_evidence", "won"],
    ["losing_evidence", "lost"],
    ["anything else", "under_review"],
  ] as const)("%s → %s", async ([text, status], { sandbox, stripe, receiver }) => {
    const { dispute } = await disputed(sandbox);
    const updated = await stripe.disputes.update(dispute.id, {
      evidence: { uncategorized_text: text },
    });
    expect(updated).toMatchObject({
      status,
      evidence: { uncategorized_text: text },
      evidence_details: { has_evidence: true, submission_count: 1 },
    });
    const [event] = await receiver.expect("charge.dispute.updated");
    expect(event?.event.data.object).toMatchObject({ status: "under_review" });
    if (status !== "under_review") await receiver.expect("charge.dispute.closed");
  });

  test("submit=false → only staged", async ({ sandbox, stripe }) => {
    const { dispute } = await disputed(sandbox);
    const updated = await stripe.disputes.update(dispute.id, {
      evidence: { uncategorized_text: "winning_evidence" },
      submit: false,
    });
    expect(updated).toMatchObject({
      status: "needs_response",
      evidence_details: { has_evidence: true, submission_count: 0 },
    });
  });
});

describe("inquiry:", () => {
  test("→ no money held, the charge can be refunded", async ({ sandbox, stripe }) => {
    const { intent, dispute } = await disputed(sandbox, "pm_card_createDisputeInquiry");
    expect(dispute).toMatchObject({
      status: "warning_needs_response",
      is_charge_refundable: true,
      payment_method_details: { card: { case_type: "inquiry" } },
    });
    await expect(stripe.refunds.create({ payment_intent: intent.id })).resolves.toBeDefined();
  });

  test("won → warning_closed", async ({ sandbox }) => {
    const { dispute } = await disputed(sandbox, "pm_card_createDisputeInquiry");
    const closed = await sandbox.control(`disputes/${dispute.id}/win`);
    expect(closed).toMatchObject({ status: "warning_closed" });
  });

  test("lost → a chargeback first", async ({ sandbox, receiver }) => {
    const { dispute } = await disputed(sandbox, "pm_card_createDisputeInquiry");
    await sandbox.control(`disputes/${dispute.id}/lose`);
    const [updated] = await receiver.expect("charge.dispute.updated");
    const [closed] = await receiver.expect("charge.dispute.closed");
    expect(updated?.event.data).toMatchObject({
      object: {
        status: "needs_response",
        evidence_details: { due_by: expect.any(Number) },
      },
      previous_attributes: { evidence_details: dispute.evidence_details },
    });
    expect(closed?.event.data.object).toMatchObject({ status: "lost" });
  });
});
