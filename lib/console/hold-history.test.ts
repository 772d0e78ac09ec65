import { expect, test } from "vitest";
import { sql } from "@/testing/callers";
import { newAdmin } from "@/testing/console";
import { creditedDeposit, disputeFact } from "@/testing/deposits";
import { workOff } from "@/testing/stripe";
import { buyThroughRoute, newTrader } from "@/testing/trading";
import { getDetail } from "./get-detail";

test("a challenge whose deposit is disputed → its page says when it was suspended and reinstated, and for which deposit", async () => {
  const admin = await newAdmin();
  const me = await newTrader();
  const depositId = await creditedDeposit(me, 50_000);
  const { body } = await buyThroughRoute(me, { program_id: 1 });
  const challengeId = String(body.challenge.id);
  for (const status of ["needs_response", "won"]) {
    await disputeFact(depositId, status);
    await workOff();
    const { notice } = await getDetail(admin.ctx, "payments", depositId);
    const told = `. Suspended until the wallet no longer owes for it: challenge ${challengeId}`;
    expect((notice ?? "").endsWith(told)).toBe(status === "needs_response");
  }
  for (const list of ["challenges", "purchases"] as const) {
    const id = list === "challenges" ? challengeId : String(body.purchase.id);
    const { steps } = await getDetail(admin.ctx, list, id);
    const held = steps.filter(({ what }) => what.startsWith("challenge."));
    const ids = [{ label: "deposit", id: depositId, list: "payments" }];
    expect(held).toMatchObject([
      { what: "challenge.suspended", status: "suspended", ids },
      { what: "challenge.active", status: "active", ids },
    ]);
  }
  const { rows } = await sql(
    "select count(*)::int as open from challenges where held_at is not null",
  );
  expect(rows[0].open).toBe(0);
});
