import { describe, expect, it } from "vitest";
import { returnPath, withReturn } from "./return-path";

describe("where to go after signing in", () => {
  it.each(["/checkout/tier_25k?market=crypto", "/dashboard?new=prop_1", "/?market=forex#try-it"])(
    "keeps our own path %s",
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
  ])("goes to the dashboard instead of %j", (path) => expect(returnPath(path)).toBe("/dashboard"));

  it.each(["/sign-in", "/sign-up?callbackUrl=%2Fsign-in"])("never comes back to %s", (path) =>
    expect(returnPath(path)).toBe("/dashboard"),
  );

  it("is carried to the sign-in page whole", () => {
    const link = new URL(withReturn("/sign-in", "/?market=crypto&claim=t#x"), "http://app.test");
    expect(link.searchParams.get("callbackUrl")).toBe("/?market=crypto&claim=t#x");
  });
});

it("withReturn and returnPath: an address longer than any of ours → no way back to it", () => {
  const long = `/checkout/tier_25k?market=${"a".repeat(1_000)}`;
  expect(withReturn("/sign-in", long)).toBe("/sign-in");
  expect(returnPath(long)).toBe("/dashboard");
});
