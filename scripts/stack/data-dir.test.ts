import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDataDir, makeDataDir, unlockDataDir } from "./data-dir";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "propdesk-data-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the data folder:", () => {
  it("makeDataDir: new → readable by its owner only", async () => {
    const dataDir = join(folder, "deep/data");
    await makeDataDir(dataDir);
    expect((await stat(dataDir)).mode & 0o066).toBe(0);
  });

  it("makeDataDir: exists → its mode is unchanged", async () => {
    const { mode } = await stat(folder);
    await makeDataDir(folder);
    expect((await stat(folder)).mode).toBe(mode);
  });

  it("lockDataDir: unlocked before → locked again", async () => {
    expect(await lockDataDir(folder)).toEqual({ wasKilled: false });
    await unlockDataDir(folder);
    expect(await lockDataDir(folder)).toEqual({ wasKilled: false });
  });

  it("lockDataDir: launcher was killed, another process has its id → locked", async () => {
    await writeFile(join(folder, "launcher.pid"), `${process.pid}\n`);
    expect(await lockDataDir(folder)).toEqual({ wasKilled: true });
  });
});
