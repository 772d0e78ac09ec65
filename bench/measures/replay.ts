import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDir } from "@/scripts/stack/settings";
import { AT, dailyLoss, noRules, trailingLoss } from "@/testing/rules/phase";

const ACCOUNTS = 10;

/** The seconds that `npm run replay` takes for this many events of ten accounts, over days. Measured once. */
export async function replay(events: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "propdesk-bench-"));
  try {
    const rules = join(folder, "rules.json");
    await writeFile(
      rules,
      JSON.stringify({ ...noRules, daily_loss: dailyLoss, total_loss: trailingLoss }),
    );
    const file = join(folder, "events.jsonl");
    await writeEvents(file, events);
    const from = performance.now();
    const command = ["--import", "tsx", "scripts/replay.ts", "--rules", rules, "--events", file];
    const child = spawn(process.execPath, command, { cwd: projectDir, stdio: "ignore" });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`npm run replay: exit code ${code}`);
    return (performance.now() - from) / 1_000;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeEvents(file: string, events: number): Promise<void> {
  const out = createWriteStream(file);
  const write = async (line: object) => {
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, "drain");
  };
  const account = (i: number) => `account-${i % ACCOUNTS}`;
  const time = (i: number) => new Date(AT + i * 1_000).toISOString();
  for (let i = 0; i < ACCOUNTS; i++) {
    await write({ account: account(i), type: "open", at: time(0), initial: "100000.00" });
  }
  for (let i = 0; i < events; i++) {
    const values = { balance: "100000.00", equity: (100_000 + ((i * 37) % 900)).toFixed(2) };
    const type = "snapshot";
    await write({ account: account(i), seq: i, type, at: time(i), ...values, open_positions: 1 });
  }
  out.end();
  await once(out, "finish");
}
