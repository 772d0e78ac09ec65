import { expect, test } from "vitest";
import { inline, withoutMarks } from "./inline";

test("code, strong words and links are pieces of their own", () => {
  const text = "Send `a_b` with **care**, see [errors](/docs/errors#codes).";
  expect(inline(text).map(({ kind, text: words }) => [kind, words])).toEqual([
    ["plain", "Send "],
    ["code", "a_b"],
    ["plain", " with "],
    ["strong", "care"],
    ["plain", ", see "],
    ["link", "errors"],
    ["plain", "."],
  ]);
  expect(inline(text)).toContainEqual(expect.objectContaining({ href: "/docs/errors#codes" }));
  expect(withoutMarks(text)).toBe("Send a_b with care, see errors.");
});

test("what only looks like a mark stays", () => {
  expect(withoutMarks("2 * 3 * 4 [not a link] and a lone ` here")).toBe(
    "2 * 3 * 4 [not a link] and a lone ` here",
  );
});
