import { createEnding } from "@/scripts/ending";
import { createProgress } from "@/scripts/soak/progress";
import { readOptions, usage } from "./options";
import { profile } from "./profile/run";
import { currentCommit, RESULTS, writeResults } from "./results";
import { runBench } from "./run";
import { startStack } from "./stack";
import { renderTable } from "./table";

// How fast the product is, compared with what the machine can do: see README.md.
function options() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

const chosen = options();
// Only the table goes to standard output.
const progress = createProgress(process.stderr);
const startedAt = Date.now();
const seconds = (since: number) => `${((Date.now() - since) / 1_000).toFixed(1)} s`;
const { onEnd, stop } = createEnding(progress);

async function step(name: string, work: Promise<unknown>): Promise<void> {
  const from = Date.now();
  await work;
  progress.say(`${name.padEnd(28)}${seconds(from).padStart(8)}`);
}

async function bench(): Promise<void> {
  const commit = currentCommit();
  const stack = await startStack(chosen, onEnd, step);
  // Code that is measured in this process, and tokens that it signs, need the web process's settings.
  Object.assign(process.env, stack.env, { LOG_LEVEL: "warn" });
  progress.say(`Everything runs, after ${seconds(startedAt)}`);
  if (chosen.profile) {
    console.log(await profile(stack, chosen.profile));
    return stop(0, seconds(startedAt));
  }
  const measures = await runBench(stack, chosen, progress, onEnd);
  writeResults(measures, { commit, quick: chosen.quick });
  progress.say("");
  console.log(renderTable(measures));
  const missed = measures.filter(({ ok }) => ok === false).length;
  const of = "of those for two cores";
  const verdict =
    missed === 0
      ? `Every target ${of} is reached`
      : `Missed ${of}: ${missed} target${missed === 1 ? "" : "s"}`;
  await stop(0, `\n${verdict}. ${seconds(startedAt)}. Written to ${RESULTS}.`);
}

bench().catch((error: unknown) =>
  stop(1, error instanceof Error ? (error.stack ?? error.message) : String(error)),
);
