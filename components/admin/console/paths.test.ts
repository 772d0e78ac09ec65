import { expect, test } from "vitest";
import { auditSubjects } from "@/lib/audit/schemas";
import { pathOfId, pathOfSubject } from "./paths";

test("pathOfSubject: every subject of the audit log but a job → a page", () => {
  const without = auditSubjects.filter((subject) => !pathOfSubject(`${subject}.x`, "1"));
  expect(without).toEqual(["job"]);
  expect(pathOfSubject("stripe_event.replay", "evt_1Q")).toBe("/admin/stripe-events/evt_1Q");
  expect(pathOfSubject("purchase.retry", "12")).toBe("/admin/purchases/12");
  expect(pathOfSubject("challenge.grant", "12")).toBe("/admin/purchases/12");
  expect(pathOfSubject("wallet.credit", "2000123")).toBe("/admin/operations?wallet=2000123");
  expect(pathOfSubject("group.edit", "PROP\\A/1")).toBe("/admin/catalog/groups/PROP%5CA%2F1");
});

test("pathOfId: a known prefix → a page; another → undefined", () => {
  expect(pathOfId("pay_01")).toBe("/admin/payments/pay_01");
  expect(pathOfId("pi_3Q")).toBeUndefined();
});
