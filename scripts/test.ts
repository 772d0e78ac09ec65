import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureBrowser } from "./browser";
import { startE2eStack } from "./e2e-stack";

// Runs everything that CI checks, fastest first. The last line has the counts. The production build for the browser tests
// runs concurrently with the other tests, which leave time of the processor unused. It can't run concurrently with the
// type check: both write next-env.d.ts.
const results = "test-results";
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

interface Report {
  numPassedTests?: number;
  numFailedTests?: number;
  testResults?: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
  stats?: { expected: number; unexpected: number; flaky: number };
}
interface Step {
  name: string;
  command: string[];
  /** Runs before the command. If it throws, the step fails. */
  prepare?: () => void | Promise<void>;
  /** A JSON report that counts tests; a step without one counts as one check. */
  report?: string;
}

ensureBrowser();
let stack: ReturnType<typeof startE2eStack> | undefined;
const forSteps = {
  // A log without a terminal is read as plain text.
  ...(!process.stdout.isTTY && { NO_COLOR: "1" }),
  PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/playwright.json`,
  E2E_STACK: "running",
};
const steps: Step[] = [
  { name: "Format and lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "Types", command: ["npm", "run", "--silent", "types"] },
  {
    name: "Unit and integration tests",
    prepare: () => {
      stack = startE2eStack(`${results}/stack.log`);
    },
    command:
      `npx vitest run --reporter=dot --reporter=json --outputFile.json=${results}/vitest.json`.split(
        " ",
      ),
    report: `${results}/vitest.json`,
  },
  {
    name: "Production build and browser tests",
    prepare: () => stack?.ready(),
    command: ["npx", "playwright", "test", "--reporter=list,json"],
    report: `${results}/playwright.json`,
  },
];

let passed = 0;
let failed = 0;
for (const step of steps) {
  console.log(`\n── ${step.name}`);
  const start = Date.now();
  const [command = "", ...args] = step.command;
  const isPrepared = await prepareStep(step);
  const { status } = isPrepared
    ? spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...forSteps } })
    : { status: 1 };
  const counts = step.report ? readCounts(step.report) : { passed: 0, failed: 0 };
  passed += counts.passed + (!step.report && status === 0 ? 1 : 0);
  failed += counts.failed + (status !== 0 && counts.failed === 0 ? 1 : 0);
  console.log(
    `   ${status === 0 ? "ok" : "FAILED"} in ${Math.round((Date.now() - start) / 1000)} s`,
  );
}
await stack?.stop();
printVitestFailures(`${results}/vitest.json`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Prepares a step. Prints the error and resolves with false if that fails. */
async function prepareStep({ prepare }: Step): Promise<boolean> {
  try {
    await prepare?.();
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

/** Prints the failures again, beside the counts, so that a log that is cut in the middle still has them. */
function printVitestFailures(report: string): void {
  if (!existsSync(report)) return;
  const { testResults = [] }: Report = JSON.parse(readFileSync(report, "utf8"));
  for (const { name, message, assertionResults } of testResults) {
    if (assertionResults.length === 0 && message) console.log(`\n${name}\n${message}`);
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status !== "failed") continue;
      console.log(`\n${name} > ${fullName}\n${failureMessages.join("\n").slice(0, 1_500)}`);
    }
  }
}

function readCounts(report: string) {
  try {
    const { stats, ...vitest }: Report = JSON.parse(readFileSync(report, "utf8"));
    return {
      passed: stats ? stats.expected + stats.flaky : (vitest.numPassedTests ?? 0),
      failed: stats?.unexpected ?? vitest.numFailedTests ?? 0,
    };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
