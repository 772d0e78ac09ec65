import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { Breakable } from "./breakable";

const shown = (text: string) =>
  renderToString(<Breakable text={text} />).replaceAll(/<wbr\/?>|<!-- -->/g, "");

test.each(["payment_intent.processing", "a@b.test", "plain", "", "...", `x${"_".repeat(2_000)}y`])(
  "Breakable: %j → the same text",
  (text) => {
    expect(shown(text)).toBe(text);
  },
);

test("Breakable: a text with a dot and an underscore → may break after each", () => {
  expect(renderToString(<Breakable text="payment_intent.failed" />).split("<wbr").length).toBe(4);
});
