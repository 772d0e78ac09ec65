import { createEnding } from "./ending";
import { runFaults } from "./soak/fault-runs";
import { readOptions, usage } from "./soak/options";
import { createProgress } from "./soak/progress";
import { checkStack, runSoak } from "./soak/run";
import { reconcile, waitUntilIdle } from "./soak/settle";
import { type Stack, startStack } from "./soak/stack";
import { checkRow, summarise } from "./soak/summary";
import { renderTable } from "./soak/table";

// Runs the whole system while its parts are killed: see README.md, "Soak". Exits with 1 if anything is lost.
const MOST_LISTED = 50;
/** How long the jobs may take that a comparison with Stripe enqueues. */
const IDLE_MS = 120_000;

function options() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

const chosen = options();
const progress = createProgress(process.stdout);
const { onEnd, stop } = createEnding(progress);

const { payments, kills, restarts, webKills, stops, seed } = chosen;
const startedAt = Date.now();
const seconds = () => `${Math.round((Date.now() - startedAt) / 1_000)} s`;

/** Runs only the database faults, and checks the tables afterwards. */
async function runFaultsOnly(stack: Stack) {
  const { rows, abandoned, ...load } = await runFaults(stack, seed, progress);
  // Dropped Stripe events are recovered by the comparison with Stripe, not by workers.
  await reconcile(stack);
  await waitUntilIdle(stack, IDLE_MS);
  const checks = await checkStack(stack, load);
  const lost = [
    ...abandoned,
    ...checks.flatMap(({ name, lost }) => lost.map((id) => `${name}: ${id}`)),
  ];
  const all = [...rows, ...checks.map(checkRow)];
  return { rows: all, lost, ok: lost.length === 0 && all.every((row) => row.ok) };
}

async function soak(): Promise<void> {
  const stack = await startStack(chosen, onEnd);
  progress.say(`Everything is running after ${seconds()}`);
  const { rows, lost, ok } = chosen.databaseFaults
    ? await runFaultsOnly(stack)
    : summarise(stack, await runSoak(stack, chosen, progress));
  progress.say(`\n${renderTable(rows)}\n`);
  for (const each of lost.slice(0, MOST_LISTED)) progress.say(`LOST  ${each}`);
  if (lost.length > MOST_LISTED) progress.say(`… and ${lost.length - MOST_LISTED} more`);
  if (chosen.keep) progress.say(`Data and logs: ${stack.dir}`);
  const verdict = ok ? "Nothing is lost" : "SOMETHING IS LOST";
  await stop(ok ? 0 : 1, `${verdict}. Seed ${seed}, ${seconds()}.`);
}

progress.say(
  chosen.databaseFaults
    ? `Seed ${seed}: faults of the database`
    : `Seed ${seed}: ${payments} payments; kills ${kills} workers, ${webKills} × the web process, ${restarts} × PostgreSQL; restarts ${stops} × by SIGTERM; ${chosen.faults} faults of the database`,
);
soak().catch((error: unknown) =>
  stop(1, error instanceof Error ? (error.stack ?? error.message) : String(error)),
);
