import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "stripe-sandbox-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

async function start(): Promise<{ process: ChildProcessWithoutNullStreams; url: string }> {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    env: {
      ...process.env,
      SANDBOX_PORT: "0",
      SANDBOX_DATA_DIR: dataDir,
      SANDBOX_SECRET_KEY: "sk_test_x",
      SANDBOX_PUBLISHABLE_KEY: "pk_test_x",
      SANDBOX_EXIT_WITH_PARENT: "1",
    },
  });
  const [line] = await once(child.stdout, "data");
  const url = /^stripe sandbox listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line))?.[1];
  if (url === undefined) throw new Error(`printed ${line}`);
  return { process: child, url };
}

describe("main:", () => {
  test("started → prints its address; SIGTERM → exit code 0", async () => {
    const { process: child, url } = await start();
    expect((await fetch(`${url}/health`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("its parent ends → it ends", async () => {
    const { process: child } = await start();
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
