import { expect, test, vi } from "vitest";
import { DAY, HOUR } from "@/testing/rules/phase";
import { dayEnd } from "../index";

// They compute for seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

test.each([
  ["Europe/Prague", "00:00", "2026-03-29", "2026-10-25"],
  ["America/New_York", "17:00", "2026-03-08", "2026-11-01"],
  ["America/Chicago", "02:30", "2026-03-08", "2026-11-01"],
  ["Australia/Lord_Howe", "01:45", "2026-04-05", "2026-10-04"],
  ["America/Santiago", "00:00", "2026-04-05", "2026-09-06"],
])(
  "dayEnd: %s at %s, each minute around the changes of its clocks → days without gap or overlap",
  (zone, starts_at, ...nights) => {
    const MINUTE = 60_000;
    for (const night of nights) {
      const from = Date.parse(`${night}T00:00:00Z`) - DAY;
      let end = dayEnd({ zone, starts_at }, from);
      for (let at = from; at < from + 3 * DAY; at += MINUTE) {
        if (at >= end) {
          const next = dayEnd({ zone, starts_at }, at);
          const hours = (next - end) / HOUR;
          expect([23, 23.5, 24, 24.5, 25, 23.25, 24.75]).toContain(hours);
          end = next;
        }
        if (at % (30 * MINUTE) === 0) expect(dayEnd({ zone, starts_at }, at)).toBe(end);
      }
    }
  },
);

test("dayEnd: a time that is skipped → the first after it; one that comes twice → its first", () => {
  const day = { zone: "America/Chicago", starts_at: "02:30" };
  expect(dayEnd(day, Date.parse("2026-03-08T06:00:00Z"))).toBe(Date.parse("2026-03-08T08:00:00Z"));
  const twice = { zone: "America/New_York", starts_at: "01:30" };
  expect(dayEnd(twice, Date.parse("2026-11-01T04:00:00Z"))).toBe(
    Date.parse("2026-11-01T05:30:00Z"),
  );
});

test.each([
  ["UTC", "00:00", "2026-06-02T10:00:00Z", "2026-06-03T00:00:00Z"],
  ["Asia/Kathmandu", "00:00", "2026-06-02T10:00:00Z", "2026-06-02T18:15:00Z"],
  ["America/St_Johns", "17:30", "2026-06-02T10:00:00Z", "2026-06-02T20:00:00Z"],
  // A skipped time east of UTC.
  ["Europe/Prague", "02:30", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z"],
  // An offset with seconds, -00:44:30.
  ["Africa/Monrovia", "00:00", "1971-06-01T12:00:00Z", "1971-06-02T00:44:30Z"],
])("dayEnd: %s at %s, after %s → %s", (zone, starts_at, at, end) => {
  expect(dayEnd({ zone, starts_at }, Date.parse(at))).toBe(Date.parse(end));
});

test("dayEnd: a day's first instant → its own end; its last → the same", () => {
  const day = { zone: "UTC", starts_at: "00:00" };
  const first = Date.parse("2026-06-02T00:00:00Z");
  expect([dayEnd(day, first), dayEnd(day, first + DAY - 1)]).toEqual([first + DAY, first + DAY]);
});
