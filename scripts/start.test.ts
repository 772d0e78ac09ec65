import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const script = fileURLToPath(new URL("start.mjs", import.meta.url));

// In place of Next.js's command line: says what it was called with. All before it is the script itself.
const commandLine = `data:text/javascript,${encodeURIComponent(
  "console.log(JSON.stringify([process.argv.slice(2), process.env.NEXT_MANUAL_SIG_HANDLE]))",
)}`;
const hook = `export const resolve = (name, context, next) =>
  name === "next/dist/bin/next" ? { url: ${JSON.stringify(commandLine)}, shortCircuit: true } : next(name, context);`;
const hooks = `data:text/javascript,${encodeURIComponent(hook)}`;
const preload = `data:text/javascript,${encodeURIComponent(
  `import { register } from "node:module"; register(${JSON.stringify(hooks)});`,
)}`;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "propdesk-start-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function calledWith(env: Record<string, string>, file = "") {
  await writeFile(join(dir, ".env"), file);
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", preload, script], {
    cwd: dir,
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...env },
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

test.each([
  ["nothing set", {}, "", ["127.0.0.1", "3000"]],
  ["HOST for a container", { HOST: "0.0.0.0", PORT: "8080" }, "", ["0.0.0.0", "8080"]],
  ["both in .env", {}, "HOST=::\nPORT=4000", ["::", "4000"]],
  ["the environment before .env", { PORT: "5000" }, "PORT=4000", ["127.0.0.1", "5000"]],
  ["a name, which lib/env.ts rejects", { HOST: "my-machine" }, "", ["127.0.0.1", "3000"]],
] as const)("npm start: %s → next start at that address", async (_, env, file, [host, port]) => {
  // By whatever it was started: the signals are ours to handle.
  expect(await calledWith(env, file)).toEqual([["start", "-H", host, "-p", port], "true"]);
});

test.each([
  ["in the environment", { PROPDESK_MODE: "embedded" }, ""],
  ["in .env", {}, "PROPDESK_MODE=embedded"],
] as const)(
  "npm start: PROPDESK_MODE=embedded %s → refused, Next.js isn't started",
  async (_, env, file) => {
    await expect(calledWith(env, file)).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("Propdesk can't start: PROPDESK_MODE is embedded"),
    });
  },
);

test("npm start: PROPDESK_MODE=production, as a cautious operator sets → started", async () => {
  expect((await calledWith({ PROPDESK_MODE: "production" }))[0]).toContain("start");
});
