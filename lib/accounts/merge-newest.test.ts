import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeNewest } from "./merge-newest";

const row = (id: string, time: number) => ({ id, createdAt: new Date(time) });
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).join(" ");

test("mergeNewest: two lists → newest first; of equal times the first list's first", () => {
  const first = [row("a", 9), row("b", 5), row("c", 1)];
  const second = [row("x", 7), row("y", 5), row("z", 0)];
  expect(idsOf(mergeNewest(first, second, 10))).toBe("a x b y c z");
  expect(idsOf(mergeNewest(first, second, 3))).toBe("a x b");
  expect(idsOf(mergeNewest(first, [], 2))).toBe("a b");
  expect(mergeNewest([], [], 2)).toEqual([]);
});

test("mergeNewest: any two lists, page after page from both positions → the same as in one go", () => {
  const list = (name: string) =>
    fc
      .array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 })
      .map((times) => times.map((time, i) => row(`${name}${i}`, time)));
  fc.assert(
    fc.property(list("a"), list("x"), fc.integer({ min: 1, max: 5 }), (first, second, limit) => {
      const whole = mergeNewest(first, second, 100);
      const pages: typeof whole = [];
      for (let left = whole.length; left > 0; left -= limit) {
        const rest = (all: typeof whole) => all.filter((one) => !pages.includes(one));
        pages.push(...mergeNewest(rest(first), rest(second), limit));
      }
      expect(idsOf(pages)).toBe(idsOf(whole));
      expect(whole).toHaveLength(first.length + second.length);
    }),
  );
});
