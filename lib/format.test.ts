import { describe, expect, it } from "vitest";
import { exactTime, relativeTime, shortenMiddle } from "./format";

const now = new Date("2026-11-20T12:00:00Z");
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe("times for people", () => {
  it.each([
    [2, "just now"],
    [42, "42 seconds ago"],
    [3 * 60 + 20, "3 minutes ago"],
    [5 * 3600, "5 hours ago"],
    [26 * 3600, "yesterday"],
    [30 * 24 * 3600, "Oct 21, 2026"],
    [-90, "in 1 minute"],
  ])("%i seconds before now is %j", (seconds, text) =>
    expect(relativeTime(before(seconds), now)).toBe(text),
  );

  it("names the zone of an exact time", () =>
    expect(exactTime(now, "UTC")).toBe("Nov 20, 2026, 12:00:00 UTC"));
});

describe("ids for people", () => {
  it("keeps both ends of a long one", () =>
    expect(shortenMiddle("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY_12")).toBe(
      "5GrwvaEF…tQY_12",
    ));
  it("leaves a short one as it is", () => expect(shortenMiddle("pay_01")).toBe("pay_01"));
});
