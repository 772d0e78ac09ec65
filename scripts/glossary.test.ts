import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseAst } from "vitest/node";
import { findReplaced, findReplacedPhrase } from "./glossary";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["app", "components", "lib", "db", "sandbox", "scripts", "bench", "e2e", "testing"];

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    // Files whose names begin with a dot are bundles that a test made.
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/(^|\/)\./.test(path))
    .map((path) => join(folder, path)),
);

const namesOf = (file: string) => namesIn(readFileSync(join(root, file), "utf8"), langOf(file));

test("no name in the code contains a word that the glossary replaces", () => {
  expect(files.length).toBeGreaterThan(1_500);
  const wrong = files.flatMap((file) =>
    [...namesOf(file)].flatMap((name) => {
      const problem = findReplaced(name, file);
      return problem ? [`${file}: ${problem}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test("no file or folder is named with such a word", () => {
  const names = (path: string) => path.replace(/\.[^/]*$/, "").split(/[/-]/);
  const wrong = files.filter((file) => names(file).some((name) => findReplaced(name)));
  expect(wrong).toEqual([]);
});

test.each([
  ["const { answer } = await call();", ["answer"]],
  ["function tellVenue() {}", ["tellVenue"]],
  ["type T = { refused_at: string };", ["refused_at"]],
  ["const label = <Row kept={1}>told</Row>;", ["kept"]],
  ["const x = made;", ["made"]],
])("findReplaced: names of %s → %j", (source, expected) => {
  expect([...namesIn(source)].filter((name) => findReplaced(name))).toEqual(expected);
});

test.each([
  "// what was asked\nconst text = 'answer';",
  "const task = flask.wallet.letterhead;",
  "const seller = <p>An answer, told by a person</p>;",
])("findReplaced: comments, text and longer words → none: %s", (source) => {
  expect([...namesIn(source)].filter((name) => findReplaced(name))).toEqual([]);
});

const folderOfTexts = /^(app|components|lib|db|sandbox|scripts)\//;
const sources = files.filter((file) => folderOfTexts.test(file) && !/\.test\.tsx?$/.test(file));
const guides = readdirSync(join(root, "components/docs/guides"))
  .filter((name) => name.endsWith(".mdx"))
  .map((name) => join("components/docs/guides", name));

test("no text that people read has a phrase that the glossary replaces", () => {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const texts = [
    ...sources.map((file) => [file, textsIn(read(file), langOf(file))] as const),
    ...guides.map((file) => [file, read(file).split(/\n\s*\n/)] as const),
  ];
  expect(guides.length).toBeGreaterThan(7);
  expect(texts.flatMap(([, found]) => found).length).toBeGreaterThan(5_000);
  const wrong = texts.flatMap(([file, found]) =>
    found.flatMap((text) => {
      const problem = findReplacedPhrase(text, file);
      return problem ? [`${file}: ${problem}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test.each([
  [`<p>Confirm your e-mail\n  address</p>`, "e-mail"],
  [`<Row label="Nothing fits" />`, "Nothing fits"],
  [`notice("Whoever has it can sign in.")`, "Whoever"],
  [`new AppError("INVALID_STATE", \`The card \${last4} was refused.\`)`, "refused"],
  [`z.string().meta({ description: "What the receiver answered." })`, "answered"],
  [`const text = paid ? "It goes on by itself." : "";`, "by itself"],
  [`<Button>Told</Button>`, "Told"],
  [`markup\`<p>Here somebody pays.</p>\``, "somebody"],
  [`say("Closed for good")`, "for good"],
  [`const text = "The fee went back to the wallet.";`, "went back"],
])("findReplacedPhrase: the text in %s → %s", (source, expected) => {
  const found = textsIn(source)
    .map((text) => findReplacedPhrase(text))
    .filter(Boolean);
  expect(found).toEqual([expect.stringContaining(`: ${expected} → `)]);
});

test.each([
  `const text = "Use letters and digits, or a three-letter code."; // nobody told us at once`,
  `import answer from "./an answer"; type T = "is away"; const state = "away" + "answered";`,
  "sql`select 1 where answer = 'refused'`; query('select answer from tries');",
  `<p title="Tell your bank">The bank holds the money. It understands. Give it another try.</p>`,
])("findReplacedPhrase: code, SQL, comments and other uses of the words → none: %s", (source) => {
  expect(
    textsIn(source)
      .map((text) => findReplacedPhrase(text))
      .filter(Boolean),
  ).toEqual([]);
});

const langOf = (file: string) => (file.endsWith(".tsx") ? "tsx" : "ts");

/** The texts in a source file: strings, templates and the text of JSX. Imports, types and SQL have none. */
function textsIn(source: string, lang: "ts" | "tsx" = "tsx"): string[] {
  return textsOf(parseAst(source, { lang }));
}

const textless = new Set(["ImportDeclaration", "ImportExpression", "TSLiteralType"]);

function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== "object" || node === null || !("type" in node)) return [];
  if (textless.has(String(node.type)) || isSql(node)) return [];
  if (node.type === "TemplateLiteral" && "quasis" in node && "expressions" in node) {
    const parts = Array.isArray(node.quasis) ? node.quasis : [];
    return [parts.map((part) => part.value.cooked).join("…"), ...textsOf(node.expressions)];
  }
  const isText = node.type === "Literal" || node.type === "JSXText";
  if (isText && "value" in node && typeof node.value === "string") return [node.value];
  return Object.values(node).flatMap(textsOf);
}

const isSql = (node: object) =>
  "tag" in node &&
  typeof node.tag === "object" &&
  node.tag !== null &&
  "name" in node.tag &&
  node.tag.name === "sql";

/** The names that a source file uses, each once. Text, comments and strings are none. Throws on a syntax error. */
function namesIn(source: string, lang: "ts" | "tsx" = "tsx"): Set<string> {
  const names = new Set<string>();
  collect(parseAst(source, { lang }), names);
  return names;
}

function collect(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) {
    for (const each of node) collect(each, names);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  if ("type" in node && isName(node.type) && "name" in node && typeof node.name === "string") {
    names.add(node.name);
  }
  for (const child of Object.values(node)) collect(child, names);
}

const isName = (type: unknown) =>
  type === "Identifier" || type === "JSXIdentifier" || type === "PrivateIdentifier";
