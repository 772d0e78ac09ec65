import { expect, test } from "vitest";
import { highlight, type Language } from "./highlight";

const samples: [Language, string][] = [
  ["json", '{"a": [1, -2.5, true, null], "b<&>": "it\'s \\"<b>\\" & so"}'],
  ["bash", `curl -X POST "$HOST/v2" -d '{"a": "<&>"}' # why`],
  ["typescript", `const x: Map<string, number> = new Map([['a', \`\${1 && 2}\`]]); // <b>`],
  ["text", "<script>alert(1)</script> & more"],
];

test.each(samples)("highlight: %s → every character kept", (language, code) => {
  const tokens = highlight(code, language);
  expect(tokens.map(([text]) => text).join("")).toBe(code);
});

test("highlight: keys, strings and numbers → a kind each, adjacent tokens of a kind merged", () => {
  const kinds = highlight('{"a": "b", "n": 1}', "json").map(([text, kind]) => [text.trim(), kind]);
  expect(kinds).toContainEqual(['"a"', "attr"]);
  expect(kinds).toContainEqual(['"b"', "string"]);
  expect(kinds).toContainEqual(["1", "number"]);
  expect(kinds.some(([, kind], i) => i > 0 && kinds[i - 1]?.[1] === kind)).toBe(false);
});

test("highlight: empty code → no token", () => {
  expect(highlight("", "text")).toEqual([]);
  expect(highlight("", "json")).toEqual([]);
});
