import { createReadStream, readFileSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { type RuleSet, ruleSetSchema } from "@/lib/rules/schemas";
import { replayFile } from "./replay/replay-file";

// Judges a file of trading events without a database: `npm run replay -- [--rules FILE] --events FILE`. Prints verdicts
// and the last state of each account as lines of JSON. Exits with 1 if a line was invalid, with 2 if it can't begin.
//
// `npm run replay -- --challenge ID` judges the stored events of a challenge again, in the database of DATABASE_URL. Exits
// with 1 if a recorded verdict or state differs, with 2 if it can't be replayed.
const USAGE =
  "Usage: npm run replay -- [--rules FILE] --events FILE\n       npm run replay -- --challenge ID";

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        rules: { type: "string" },
        events: { type: "string" },
        challenge: { type: "string" },
      },
    });
    const { rules, events, challenge } = values;
    if (challenge !== undefined) {
      if (!/^[1-9]\d{0,8}$/.test(challenge) || events || rules) fail(USAGE);
      return { challenge: Number(challenge) };
    }
    if (!events) fail(USAGE);
    return { rules, events };
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

/** Judges a file. Returns the exit code. */
async function replayEvents(events: string, rulesFile: string | undefined): Promise<number> {
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
  return invalidLines > 0 ? 1 : 0;
}

const input = readArguments();
if (input.challenge === undefined) {
  process.exitCode = await replayEvents(input.events, input.rules);
} else {
  // Loaded here, since a file is replayed without settings and a database.
  const { runReplay } = await import("./replay/replay-challenge");
  await runReplay(input.challenge);
}
