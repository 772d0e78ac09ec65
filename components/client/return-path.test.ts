import { describe, expect, it } from "vitest";
import { returnPath, withReturn } from "./return-path";

describe("returnPath", () => {
  it.each(["/checkout/tier_25k?market=crypto", "/dashboard?new=prop_1", "/?market=forex#try-it"])(
    "our own path %s → the same path",
    (path) => expect(returnPath(path)).toBe(path),
  );

  it.each([
    "//evil.test",
    "/\\evil.test",
    "/\t/evil.test",
    "/.//evil.test",
    "https://evil.test/dashboard",
    "javascript:alert(1)",
    "dashboard",
    "",
    undefined,
    ["/dashboard", "/admin"],
  ])("%j → the dashboard", (path) => expect(returnPath(path)).toBe("/dashboard"));

  it.each(["/sign-in", "/sign-up?callbackUrl=%2Fsign-in"])("%s → the dashboard", (path) =>
    expect(returnPath(path)).toBe("/dashboard"),
  );

  it("withReturn: a path with query and hash → carried whole to the sign-in page", () => {
    const link = new URL(withReturn("/sign-in", "/?market=crypto&claim=t#x"), "http://app.test");
    expect(link.searchParams.get("callbackUrl")).toBe("/?market=crypto&claim=t#x");
  });
});

it("withReturn and returnPath: a path longer than any of ours → not returned to", () => {
  const long = `/checkout/tier_25k?market=${"a".repeat(1_000)}`;
  expect(withReturn("/sign-in", long)).toBe("/sign-in");
  expect(returnPath(long)).toBe("/dashboard");
});
