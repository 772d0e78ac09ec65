import { expect, it } from "vitest";
import { propAccount } from "@/lib/prop-accounts/examples";
import { accountSteps } from "./account-steps";

const statesOf = (...args: Parameters<typeof accountSteps>) =>
  accountSteps(...args).map(({ title, state }) => `${title}: ${state}`);

it("accountSteps: an account that is open, being opened, delayed, closed before → the state of its last step", () => {
  const last = (changes: object) => statesOf({ ...propAccount, ...changes }, null).at(-1);
  expect(last({})).toBe("Account opened: done");
  const unopened = { activated_at: null };
  expect(last({ ...unopened, status: "provisioning" })).toBe("Account opened: current");
  expect(last({ ...unopened, status: "provisioning_failed" })).toBe("Account opened: late");
  expect(last({ ...unopened, status: "closed" })).toBe("Account opened: canceled");
});

it("accountSteps: without a payment → free of charge, and no payment step", () => {
  expect(statesOf(propAccount, null)).toEqual(["Ordered: done", "Account opened: done"]);
});
