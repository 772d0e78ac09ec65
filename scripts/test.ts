import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureBrowser } from "./browser";

// Everything that CI checks, in order of how fast it fails. The last line sums it up.
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
  /** A JSON report that counts tests; a step without one counts as one check. */
  report?: string;
}

const steps: Step[] = [
  { name: "Format and lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "Types", command: ["npm", "run", "--silent", "types"] },
  {
    name: "Unit and integration tests",
    command:
      `npx vitest run --reporter=dot --reporter=json --outputFile.json=${results}/vitest.json`.split(
        " ",
      ),
    report: `${results}/vitest.json`,
  },
  {
    name: "Production build and browser tests",
    command: ["npx", "playwright", "test", "--reporter=list,json"],
    report: `${results}/playwright.json`,
  },
];

let passed = 0;
let failed = 0;
ensureBrowser();
for (const step of steps) {
  console.log(`\n── ${step.name}`);
  const start = Date.now();
  const [command = "", ...args] = step.command;
  const { status } = spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/playwright.json` },
  });
  const counted = step.report ? counts(step.report) : { passed: 0, failed: 0 };
  passed += counted.passed + (!step.report && status === 0 ? 1 : 0);
  failed += counted.failed + (status !== 0 && counted.failed === 0 ? 1 : 0);
  console.log(
    `   ${status === 0 ? "ok" : "FAILED"} in ${Math.round((Date.now() - start) / 1000)} s`,
  );
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

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
