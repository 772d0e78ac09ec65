import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const script = fileURLToPath(new URL("start.mjs", import.meta.url));

// Replaces Next.js's command line: prints a banner as it does, and then its arguments.
const commandLine =
  "data:text/javascript,console.log('\\u001b[1mNext.js\\u001b[22m\\n- Local:');process.stdout.write(JSON.stringify({argv:process.argv.slice(2),signals:process.env.NEXT_MANUAL_SIG_HANDLE}))";
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

async function printed(env: Record<string, string>, file = "") {
  await writeFile(join(dir, ".env"), file);
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", preload, script], {
    cwd: dir,
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...env },
  });
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test.each([
  ["nothing set", {}, "", ["127.0.0.1", "3000"]],
  ["HOST for a container", { HOST: "0.0.0.0", PORT: "8080" }, "", ["0.0.0.0", "8080"]],
  ["both in .env", {}, "HOST=::\nPORT=4000", ["::", "4000"]],
  ["the environment before .env", { PORT: "5000" }, "PORT=4000", ["127.0.0.1", "5000"]],
  ["a name, which lib/core/env rejects", { HOST: "my-machine" }, "", ["127.0.0.1", "3000"]],
] as const)("npm start: %s → next start at that address", async (_, env, file, [host, port]) => {
  // `signals`: the product handles signals, not Next.js.
  const expected = { argv: ["start", "-H", host, "-p", port], signals: "true" };
  expect((await printed(env, file)).at(-1)).toEqual(expected);
});

test.each([
  ["in the environment", { PROPDESK_MODE: "embedded" }, ""],
  ["in .env", {}, "PROPDESK_MODE=embedded"],
] as const)(
  "npm start: PROPDESK_MODE=embedded %s → exit code 1, Next.js isn't started",
  async (_, env, file) => {
    await expect(printed(env, file)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining("Propdesk can't start: PROPDESK_MODE is embedded"),
    });
  },
);

test("npm start: PROPDESK_MODE=production → started", async () => {
  const { argv } = (await printed({ PROPDESK_MODE: "production" })).at(-1);
  expect(argv).toContain("start");
});

test("npm start: Next.js prints before our log is set up → a JSON line, without colors", async () => {
  const [banner] = await printed({});
  const text = "Next.js\n- Local:";
  expect(banner).toMatchObject({
    level: "info",
    msg: "console.log",
    text,
    pid: expect.any(Number),
  });
  expect(banner.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});
