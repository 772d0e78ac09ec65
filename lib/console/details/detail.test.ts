import { expect, test } from "vitest";
import { inOrder, step } from "./detail";

const at = (time: string) => new Date(`2026-01-31T10:00:${time}Z`);
const titles = (...sources: Parameters<typeof inOrder>) =>
  inOrder(...sources).map(({ what }) => what.kind === "titled" && what.title);

test("inOrder: steps of one second → a cause before its effect, whichever was written first", () => {
  const refunded = step(at("02.100"), "refunded", "Stripe");
  const requested = step(at("02.400"), "refund by an admin", "admin@firm.example");
  expect(titles([requested], [refunded])).toEqual(["refund by an admin", "refunded"]);
});

test("inOrder: steps of different seconds → oldest first", () => {
  const paid = step(at("01.900"), "paid", "Stripe");
  const suspended = step(at("02.000"), "suspended by an admin", "admin@firm.example");
  expect(titles([suspended], [paid])).toEqual(["paid", "suspended by an admin"]);
});

test("inOrder: steps of one source within a second → oldest first", () => {
  const steps = [step(at("02.400"), "second", ""), step(at("02.100"), "first", "")];
  expect(titles(steps)).toEqual(["first", "second"]);
});
