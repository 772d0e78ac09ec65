import { expect, test } from "vitest";
import { newAdmin } from "@/testing/actors/admin";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { creditedDeposit, disputeFact } from "@/testing/stripe/deposits";
import { buyByCard, deliverAll, outcomeOf } from "@/testing/stripe/program-payments";
import { control } from "@/testing/stripe/sandbox";
import { getDetail } from "./get-detail";

test("getDetail: a challenge whose deposit is disputed → suspended on its, its purchase's and its customer's page, with when and for which deposit; won → not", async () => {
  const admin = await newAdmin();
  const me = await newTrader();
  const depositId = await creditedDeposit(me, 50_000);
  const { body } = await buyFromWallet(me, { program_id: 1 });
  const challengeId = String(body.challenge.id);
  for (const status of ["needs_response", "won"]) {
    await disputeFact(depositId, status);
    await runAllJobs();
    const { notice } = await getDetail(admin.ctx, "payments", depositId);
    const sentence = `. Suspended until the wallet's debt is repaid: challenge ${challengeId}`;
    const isHeld = status === "needs_response";
    expect((notice ?? "").endsWith(sentence)).toBe(isHeld);
    const purchaseId = String(body.purchase.id);
    const purchase = await getDetail(admin.ctx, "purchases", purchaseId);
    expect(purchase.status).toBe(isHeld ? "suspended" : "active");
    const { facts } = await getDetail(admin.ctx, "customers", me.publicId);
    const suspended = facts
      .flatMap((group) => group.facts)
      .filter(({ label }) => label === `Challenge ${challengeId} (suspended), purchase`);
    // Its value links to the purchase's page.
    const link = { kind: "subject", value: purchaseId, action: "purchase.paid" };
    expect(suspended).toMatchObject(isHeld ? [link] : []);
  }
  for (const list of ["challenges", "purchases"] as const) {
    const id = list === "challenges" ? challengeId : String(body.purchase.id);
    const { steps } = await getDetail(admin.ctx, list, id);
    const held = steps.filter(({ code }) => code?.startsWith("challenge."));
    const ids = [{ label: "top-up", id: depositId, list: "payments" }];
    expect(held).toMatchObject([
      { code: "challenge.suspended", status: "suspended", ids },
      { code: "challenge.active", status: "active", ids },
    ]);
  }
  const { rows } = await sql(
    "select count(*)::int as open from challenges where held_at is not null",
  );
  expect(rows[0].open).toBe(0);
});

test("getDetail: a challenge whose own card payment is disputed → its page has the suspension and the reinstatement, with the payment", async () => {
  const admin = await newAdmin();
  const { paymentId, intent } = await buyByCard(await newTrader());
  const { id: dispute } = await control(`payment_intents/${intent}/dispute`);
  await deliverAll(intent);
  const { notice } = await getDetail(admin.ctx, "payments", paymentId);
  expect(notice).not.toContain("wallet");
  await control(`disputes/${dispute}/win`);
  await deliverAll(intent);
  const [purchase] = (await outcomeOf(paymentId)).purchases;
  const { steps } = await getDetail(admin.ctx, "purchases", String(purchase.id));
  const ids = [{ label: "payment", id: paymentId, list: "payments" }];
  expect(steps.filter(({ code }) => code?.startsWith("challenge."))).toMatchObject([
    { code: "challenge.suspended", status: "suspended", ids },
    { code: "challenge.active", status: "active", ids },
  ]);
});
