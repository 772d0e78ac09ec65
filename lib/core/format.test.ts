import { describe, expect, it } from "vitest";
import { exactTime, formatRetryAfter, relativeTime, shortenMiddle } from "./format";

const now = new Date("2026-11-20T12:00:00Z");
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe("relativeTime, exactTime", () => {
  it.each([
    [2, "just now"],
    [42, "42 seconds ago"],
    [3 * 60 + 20, "3 minutes ago"],
    [5 * 3600, "5 hours ago"],
    [26 * 3600, "yesterday"],
    [30 * 24 * 3600, "Oct 21, 2026"],
    [-90, "in 1 minute"],
  ])("relativeTime: %i seconds ago → %j", (seconds, text) =>
    expect(relativeTime(before(seconds), now)).toBe(text),
  );

  it("exactTime: a zone → named after the time", () =>
    expect(exactTime(now, "UTC")).toBe("Nov 20, 2026, 12:00:00 UTC"));
});

it.each([
  [1, "1 second"],
  [42, "42 seconds"],
  [101, "2 minutes"],
  [3_600, "60 minutes"],
])("formatRetryAfter: %i seconds → %j", (seconds, text) =>
  expect(formatRetryAfter(seconds)).toBe(text),
);

describe("shortenMiddle", () => {
  it("a long text → both ends", () =>
    expect(shortenMiddle("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY_12")).toBe(
      "5GrwvaEF…tQY_12",
    ));
  it("a short text → unchanged", () => expect(shortenMiddle("pay_01")).toBe("pay_01"));
});
