import { expect, it } from "vitest";
import { isCurrent, navItemsOf } from "./nav-items";

/** The link that is marked on a page, of those of an admin. */
const currentOn = (path: string) =>
  navItemsOf({ email: "a@propdesk.test", role: "admin" })
    .filter(({ href }) => isCurrent(href, path))
    .map(({ text }) => text);

it.each([
  ["/", ["Store"]],
  ["/dashboard", ["Dashboard"]],
  ["/dashboard/payments/pay_1/receipt", ["Dashboard"]],
  ["/dashboard/challenges/7", ["Challenges"]],
  ["/dashboard/wallet", ["Wallet"]],
  ["/dashboard/profile", []],
  ["/help", ["Help"]],
  ["/admin/payments", ["Admin"]],
  ["/checkout/tier_25k", []],
])("isCurrent: on %s → %j is marked", (path, marked) => {
  expect(currentOn(path)).toEqual(marked);
});
