import { expect, it } from "vitest";
import { homeOf, isCurrent, menuItemsOf, navItemsOf } from "./nav-items";

const trader = { email: "t@propdesk.test", role: "trader" } as const;
const admin = { email: "a@propdesk.test", role: "admin" } as const;

/** The links that are marked on a page, of those of a trader and of an admin. */
const currentOn = (path: string) =>
  [trader, admin]
    .flatMap(navItemsOf)
    .filter(({ href }) => isCurrent(href, path))
    .map(({ text }) => text);

it.each([
  ["/", ["Store"]],
  ["/dashboard", ["Dashboard"]],
  ["/dashboard/payments/pay_1/receipt", ["Dashboard"]],
  ["/dashboard/accounts", ["Accounts"]],
  ["/dashboard/accounts/prop_1", ["Accounts"]],
  ["/dashboard/challenges/7", ["Accounts"]],
  ["/dashboard/challenges/7/receipt", ["Accounts"]],
  ["/dashboard/wallet", ["Wallet"]],
  ["/dashboard/profile", []],
  ["/help", ["Help"]],
  ["/admin/payments", ["Console"]],
  ["/checkout/tier_25k", []],
])("isCurrent: on %s → %j is marked", (path, marked) => {
  expect(currentOn(path)).toEqual(marked);
});

it("navItemsOf, menuItemsOf, homeOf: an admin → the console, and the store in the menu alone", () => {
  expect(navItemsOf(admin).map(({ href }) => href)).toEqual(["/admin"]);
  expect(menuItemsOf(admin).map(({ text }) => text)).toEqual(["Profile", "View store"]);
  expect([admin, trader, null].map(homeOf)).toEqual(["/admin", "/", "/"]);
});
