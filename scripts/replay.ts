import { createReadStream, readFileSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { type RuleSet, ruleSetSchema } from "@/lib/rules/schemas";
import { replayFile } from "./replay/replay-file";

// Judges a file of trading events without a database: `npm run replay -- [--rules FILE] --events FILE`. Prints verdicts
// and the last state of each account as lines of JSON. Exits with 1 if a line was invalid, with 2 if it can't begin.
const USAGE = "Usage: npm run replay -- [--rules FILE] --events FILE";

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { rules: { type: "string" }, events: { type: "string" } },
    });
    if (!values.events) fail(USAGE);
    return { rules: values.rules, events: values.events };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

function readRules(file: string): RuleSet {
  try {
    return ruleSetSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    return fail(`${file} is no rule set: ${error instanceof Error ? error.message : error}`);
  }
}

const { rules: rulesFile, events } = readArguments();
const rules = rulesFile === undefined ? null : readRules(rulesFile);
const size = (() => {
  try {
    return statSync(events).size;
  } catch {
    return fail(`${events} can't be read`);
  }
})();
const stream = createReadStream(events);
const progress = process.stderr.isTTY && setInterval(showProgress, 200);
let invalidLines = 0;
let output: string[] = [];

/** Shows how much of the file was read, on one line that is written over. */
function showProgress(): void {
  const percent = size === 0 ? 100 : Math.floor((stream.bytesRead / size) * 100);
  const filled = Math.floor(percent / 5);
  process.stderr.write(`\r${"█".repeat(filled)}${"░".repeat(20 - filled)} ${percent}%`);
}

function flush(): void {
  if (output.length > 0) process.stdout.write(`${output.join("\n")}\n`);
  output = [];
}

await replayFile(
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }),
  rules,
  (line) => {
    output.push(JSON.stringify(line));
    if (output.length === 1_000) flush();
  },
  ({ line, reason }) => {
    invalidLines += 1;
    console.error(`Line ${line}: ${reason}`);
  },
);
flush();
if (progress) {
  clearInterval(progress);
  showProgress();
  process.stderr.write("\n");
}
process.exitCode = invalidLines > 0 ? 1 : 0;
