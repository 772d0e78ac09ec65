import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(path, "utf8");
const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found = ""]) => found);

const files = readdirSync("ops", { recursive: true, encoding: "utf8" })
  .map((path) => join("ops", path))
  .filter((path) => statSync(path).isFile() && !path.endsWith(".md"));
const units = files.filter((path) => path.endsWith(".service"));
const guides = ["docs/deploy.md", "ops/README.md"];
const nginx = read("ops/nginx/propdesk.conf");
const deploy = read("docs/deploy.md");

/** Names of settings that belong to other programs. */
const otherSettings =
  /^(NODE_OPTIONS|NODE_EXTRA_CA_CERTS|NODE_IMAGE|SANDBOX_\w+|NEXT_TELEMETRY_DISABLED|POSTGRES_\w+|AF_\w+|DB_PASSWORD)$/;

test("ops/ and its guides: settings that they name → each is in lib/core/env/settings.ts", () => {
  const settings = new Set(all(read("lib/core/env/settings.ts"), /^ +([A-Z][A-Z0-9_]+):/gm));
  const named = [...files, ...guides].flatMap((path) =>
    // In capitals, with an underscore or followed by a value: `DATABASE_URL`, `PORT=`, `PORT:`.
    all(read(path), /(?<![\w%$./-])([A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z]{4,}(?==|: ))(?![\w*…])/g).map(
      (name) => [path, name],
    ),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(([, name = ""]) => !settings.has(name) && !otherSettings.test(name))).toEqual(
    [],
  );
});

test("ops/ and its guides: npm scripts and files that they run → each exists", () => {
  const { scripts } = JSON.parse(read("package.json"));
  for (const path of [...files, ...guides, "README.md", "docs/backup-and-restore.md"]) {
    const text = read(path).replaceAll(/[",[\]]/g, "");
    const named = all(text, /npm run (?:--silent )?([a-z][\w:]*)/g);
    expect([path, named.filter((name) => !(name in scripts))]).toEqual([path, []]);
    const run = all(text, /\bnode (?:--import tsx )?((?:scripts|db)\/\S+?\.m?[tj]s)/g);
    expect([path, run.filter((script) => !existsSync(script))]).toEqual([path, []]);
  }
});

test("ops/: the proxy's servers and folders → the same ports and folders in the deployment guide", () => {
  const ports = all(nginx, /server 127\.0\.0\.1:(\d+)/g).sort();
  expect(ports.length).toBeGreaterThan(1);
  expect([...new Set(all(deploy, /propdesk-web@(\d+)/g))].sort()).toEqual(ports);
  const [assets = ""] = all(nginx, /root (\/srv\/\S+);/g);
  expect(deploy).toContain(`npm run assets:publish -- ${assets}`);
  for (const unit of units) {
    const [folder = ""] = all(read(unit), /^WorkingDirectory=(.*)$/gm);
    const [settings = ""] = all(read(unit), /^EnvironmentFile=(.*)$/gm);
    expect([unit, deploy.includes(folder), deploy.includes(settings)]).toEqual([unit, true, true]);
  }
});

test("ops/: stop timeouts of systemd and Docker → longer than a process may take to end", () => {
  // DRAIN_SECONDS and 20 s.
  const longest = 5 + 20;
  const timeouts = [
    ...units.flatMap((unit) => all(read(unit), /^TimeoutStopSec=(\d+)$/gm)),
    ...all(read("ops/compose.yaml"), /stop_grace_period: (\d+)s/g),
  ].map(Number);
  expect(timeouts).toHaveLength(4);
  expect(Math.min(...timeouts)).toBeGreaterThan(longest);
});
