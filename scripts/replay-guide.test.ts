import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exampleRules } from "@/components/docs/rules/examples";
import { replayFile } from "./replay/replay-file";

const guide = readFileSync("components/docs/guides/rules.mdx", "utf8");

/** The lines of a labelled code block of the guide. */
function codeOf(label: string): string[] {
  const [, code = ""] =
    new RegExp(`<Code label="${label}">\\s+\`\`\`\\w+\\n([^\`]+?)\\n\\s*\`\`\``).exec(guide) ?? [];
  return code.split("\n").map((line) => line.trim());
}

test("npm run replay: the events of the guide → what the guide says it prints", async () => {
  const printed: string[] = [];
  const invalid: object[] = [];
  async function* lines() {
    yield* codeOf("trading events");
  }
  await replayFile(
    lines(),
    exampleRules,
    (line) => printed.push(JSON.stringify(line)),
    (line) => invalid.push(line),
  );
  expect(invalid).toEqual([]);
  expect(printed).toEqual(codeOf("verdicts"));
});
