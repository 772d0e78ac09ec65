import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureBrowser } from "./browser";

// Everything that CI checks. What takes long runs side by side: each of the two waits half of its time,
// for a lock, a killed process, a page. The last line sums it up.
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

const quick: Step[] = [
  { name: "Format and lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "Types", command: ["npm", "run", "--silent", "types"] },
];
const long: Step[] = [
  {
    name: "Production build and browser tests",
    command: ["npx", "playwright", "test", "--reporter=list,json"],
    report: `${results}/playwright.json`,
  },
  {
    name: "Unit and integration tests",
    command:
      `npx vitest run --reporter=dot --reporter=json --outputFile.json=${results}/vitest.json`.split(
        " ",
      ),
    report: `${results}/vitest.json`,
  },
];

let passed = 0;
let failed = 0;
ensureBrowser();
for (const steps of [quick, long]) await Promise.all(steps.map(run));
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Runs a step; what it says is printed in one piece when it has ended. */
async function run({ name, command: [command = "", ...args], report }: Step): Promise<void> {
  const start = Date.now();
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/playwright.json` };
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => said.push(chunk));
  }
  const status = await new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("close", resolve);
  });
  const counted = report ? counts(report) : { passed: 0, failed: 0 };
  passed += counted.passed + (!report && status === 0 ? 1 : 0);
  failed += counted.failed + (status !== 0 && counted.failed === 0 ? 1 : 0);
  console.log(`\n── ${name}`);
  process.stdout.write(Buffer.concat(said));
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`   ${status === 0 ? "ok" : "FAILED"} in ${seconds} s`);
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
