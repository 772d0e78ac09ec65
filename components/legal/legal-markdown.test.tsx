import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LegalMarkdown } from "./legal-markdown";
import { sectionsOf } from "./sections";

const html = (text: string) =>
  renderToStaticMarkup(
    <MantineProvider>
      <LegalMarkdown text={text} />
    </MantineProvider>,
  ).replace(/<style.*?<\/style>/gs, "");

test.each([
  ["a script", "<script>alert(1)</script>"],
  ["a tag with a handler", "Read <b onclick=alert(1)>this</b>."],
  ["an image", "![x](https://example.com/x.png)"],
  ["an image of HTML", '<img src="x" onerror="alert(1)">'],
  ["a link to a script", "[x](javascript:alert(1))"],
  ["a link to a script in capitals", "[x](<JavaScript:alert(1)>)"],
  ["a link to data", "[x](data:text/html,alert)"],
  ["a comment", "<!-- Adapt: alert -->"],
])("LegalMarkdown: %s → not rendered", (_, text) => {
  expect(html(text)).not.toMatch(/<script|<img|<b|onclick|onerror|javascript:|data:|Adapt/i);
});

test("LegalMarkdown: pages, email addresses, lists and tables → links and their elements", () => {
  const text = html(
    "See [the terms](/terms), [us](mailto:a@b.test) or [them](https://c.test).\n\n- one\n\n| a | b |\n|---|---|\n| 1 | 2 |",
  );
  for (const part of ['href="/terms"', 'href="mailto:a@b.test"', 'href="https://c.test"']) {
    expect(text).toContain(part);
  }
  expect(text).toMatch(/<li>one<\/li>.*<td>1<\/td>/s);
});

test("sectionsOf, LegalMarkdown: headings, two with the same title → the same anchors in both, and one h1 at most outside", () => {
  const text = "# What’s *new*?\n\n## Refunds\n\n### Part\n\n## Refunds\n\n## §";
  expect(sectionsOf(text)).toEqual([
    { id: "whats-new", title: "What’s new?" },
    { id: "refunds", title: "Refunds" },
    { id: "refunds-2", title: "Refunds" },
    { id: "section", title: "§" },
  ]);
  const rendered = html(text);
  expect([...rendered.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id)).toEqual(
    sectionsOf(text).map(({ id }) => id),
  );
  expect(rendered).not.toContain("<h1");
});
