import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { leaveDataDir, makeDataDir, takeDataDir } from "./data-dir";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "propdesk-data-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the data folder", () => {
  it("can be read by its owner only", async () => {
    const dataDir = join(folder, "deep/data");
    await makeDataDir(dataDir);
    expect((await stat(dataDir)).mode & 0o066).toBe(0);
  });

  it("keeps the mode that a person gave it", async () => {
    const { mode } = await stat(folder);
    await makeDataDir(folder);
    expect((await stat(folder)).mode).toBe(mode);
  });

  it("can be taken again once it was given back", async () => {
    expect(await takeDataDir(folder)).toEqual({ wasKilled: false });
    await leaveDataDir(folder);
    expect(await takeDataDir(folder)).toEqual({ wasKilled: false });
  });

  it("can be taken from a launcher that was killed, whoever has its process id now", async () => {
    await writeFile(join(folder, "launcher.pid"), `${process.pid}\n`);
    expect(await takeDataDir(folder)).toEqual({ wasKilled: true });
  });
});
