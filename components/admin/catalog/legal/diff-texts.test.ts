import { expect, test } from "vitest";
import { diffTexts } from "./diff-texts";

test("diffTexts: a changed word in one of three paragraphs → that paragraph word by word, the others as they are", () => {
  expect(
    diffTexts("One.\n\nPay 10 dollars.\n\nThree.", "One.\n\nPay 20 dollars.\n\nThree."),
  ).toEqual([
    { kind: "same", lines: ["One.", ""] },
    {
      kind: "changed",
      parts: [
        { kind: "same", text: "Pay " },
        { kind: "removed", text: "10" },
        { kind: "added", text: "20" },
        { kind: "same", text: " dollars.\n" },
      ],
    },
    { kind: "same", lines: ["", "Three."] },
  ]);
});

test("diffTexts: a paragraph is added at the end → nothing else changed", () => {
  expect(diffTexts("One.", "One.\n\nTwo.")).toEqual([
    { kind: "same", lines: ["One."] },
    { kind: "changed", parts: [{ kind: "added", text: "\nTwo.\n" }] },
  ]);
});

test("diffTexts: equal texts → no blocks", () => {
  expect(diffTexts("One.\n\nTwo.", "One.\n\nTwo.")).toEqual([]);
});
