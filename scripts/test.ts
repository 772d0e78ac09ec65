import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureBrowser } from "./browser";
import { startE2eStack } from "./e2e-stack";

// Everything that CI checks, in order of how fast it fails. The last line sums it up. The production build
// for the browser tests is made beside the other tests, which wait for each other more than they compute. Not
// beside the types: both write next-env.d.ts.
const results = "test-results";
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

interface Report {
  numPassedTests?: number;
  numFailedTests?: number;
  stats?: { expected: number; unexpected: number; flaky: number };
}
interface Step {
  name: string;
  command: string[];
  /** Awaited before the command runs. What it throws fails the step. */
  prepare?: () => void | Promise<void>;
  /** A JSON report that counts tests; a step without one counts as one check. */
  report?: string;
}

ensureBrowser();
let stack: ReturnType<typeof startE2eStack> | undefined;
const forPlaywright = {
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
  const isPrepared = await prepared(step);
  const { status } = isPrepared
    ? spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...forPlaywright } })
    : { status: 1 };
  const counted = step.report ? counts(step.report) : { passed: 0, failed: 0 };
  passed += counted.passed + (!step.report && status === 0 ? 1 : 0);
  failed += counted.failed + (status !== 0 && counted.failed === 0 ? 1 : 0);
  console.log(
    `   ${status === 0 ? "ok" : "FAILED"} in ${Math.round((Date.now() - start) / 1000)} s`,
  );
}
await stack?.stop();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Says whether a step can run; prints why where it can't. */
async function prepared({ prepare }: Step): Promise<boolean> {
  try {
    await prepare?.();
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

function counts(report: string) {
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
