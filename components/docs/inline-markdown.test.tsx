import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { InlineMarkdown, markdownText } from "./inline-markdown";

const shown = (text: string) => renderToStaticMarkup(<InlineMarkdown text={text} />);

test("InlineMarkdown: code, strong text and a link → elements", () => {
  expect(shown("Send `a_b` with **care**, see [errors](/docs/errors#codes).")).toBe(
    'Send <code>a_b</code> with <strong>care</strong>, see <a href="/docs/errors#codes">errors</a>.',
  );
});

test("InlineMarkdown: two paragraphs → a space between them", () => {
  expect(shown("One.\n\nTwo.")).toBe("One. Two.");
});

test.each([
  ["Send `a_b` with **care**, see [errors](/docs).", "Send a_b with care, see errors."],
  ["One.\n\nTwo.", "One. Two."],
  ["2 * 3 * 4 [not a link] and a lone ` here", "2 * 3 * 4 [not a link] and a lone ` here"],
])("markdownText: %j → %j", (markdown, text) => {
  expect(markdownText(markdown)).toBe(text);
});
