import { expect, test } from "vitest";
import { renderEmail } from "./render-email";

const content = {
  subject: "Receipt",
  paragraphs: [],
  details: [["Amount", "$1.00"] satisfies [string, string]],
  link: { text: "Open", path: "/dashboard" },
  reference: "pay_1",
};
const greetingOf = (name: string | null) => {
  const { text, html } = renderEmail({ ...content, name });
  const [greeting = ""] = text.split("\n");
  if (!/[<>&"']/.test(greeting)) expect(html).toContain(`<p>${greeting}</p>`);
  return greeting;
};

test.each([
  ["Ada Lovelace"],
  ["Seán O’Brien-Smith"],
  ["Miles O'Brien"],
  ["José Ángel"],
  ["J. R. R. Tolkien"],
  ["Ольга Николаевна"],
  ["田中 太郎"],
  ["अनीता शर्मा"],
  ["محمد علي"],
])("renderEmail: the name %s → greeted by name", (name) => {
  expect(greetingOf(name)).toBe(`Hello ${name},`);
});

test.each([
  ["You won, see evil.example/x"],
  ["evil.example"],
  ["evil.éxample"],
  ["See https://evil"],
  ["www.evil"],
  ["Call 0123456789"],
  ["me@evil"],
  ["Eve <b>"],
  ["Eve\u202eelpmaxe"],
  ["-"],
  ["."],
  [" "],
  [""],
  [null],
])("renderEmail: %j, which is not a name → greeted without one", (name) => {
  expect(greetingOf(name)).toBe("Hello,");
});

test("renderEmail: an id among the details → whole in the text, shortened in HTML", () => {
  const id = "pay_01932f6b5d217c4e9b0e6f7a8c1d2e3f";
  const { text, html } = renderEmail({ ...content, name: null, details: [["Payment", id]] });
  expect(text).toContain(`Payment: ${id}`);
  expect(html).toContain("pay_0193…1d2e3f");
  expect(html).not.toContain(id);
});
