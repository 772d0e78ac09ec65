import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { filesIn, publishAssets } from "./publish";

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1);

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "propdesk-assets-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Publishes a build with these files on a day, counted from the first. */
async function publish(release: string, day: number, files: Record<string, string>) {
  const source = await mkdtemp(join(dir, "build-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(source, name)), { recursive: true });
    await writeFile(join(source, name), content);
  }
  const now = START + day * DAY_MS;
  return publishAssets({ source, folder: join(dir, "shared"), release, retentionDays: 14, now });
}

const shared = (file: string) => join(dir, "shared", "_next", "static", file);
const published = () => filesIn(shared(""));

const a = { "a/manifest.js": "a", "chunks/both.js": "both", "chunks/only-a.js": "1" };
const b = { "b/manifest.js": "b", "chunks/both.js": "both", "chunks/only-b.js": "2" };

test("publishAssets: two releases → the files of both, each once", async () => {
  expect(await publish("a", 0, a)).toEqual({ added: 3, existing: 0, deleted: 0 });
  expect(await publish("b", 1, b)).toEqual({ added: 2, existing: 1, deleted: 0 });
  expect(await published()).toEqual([...new Set([...Object.keys(a), ...Object.keys(b)])].sort());
  expect(await readFile(shared("chunks/only-a.js"), "utf8")).toBe("1");
});

test("publishAssets: a release that ran for a year → its files stay while the next one replaces it", async () => {
  await publish("a", 0, a);
  expect(await publish("b", 365, b)).toMatchObject({ deleted: 0 });
  expect(await published()).toContain("chunks/only-a.js");
});

test("publishAssets: replaced for longer than retentionDays → its own files are deleted, shared ones stay", async () => {
  await publish("a", 0, a);
  await publish("b", 1, b);
  // Published again, for example at each start: "a" was still replaced on the first day.
  expect(await publish("b", 15, b)).toMatchObject({ deleted: 0 });
  expect(await publish("b", 16, b)).toEqual({ added: 0, existing: 3, deleted: 2 });
  expect(await published()).toEqual(Object.keys(b).sort());
  expect((await readdir(shared(""))).sort()).toEqual(["b", "chunks"]);
});

test("publishAssets: an older release published again → it is in use again", async () => {
  await publish("a", 0, a);
  await publish("b", 1, b);
  await publish("a", 2, a);
  await publish("c", 30, { "c/manifest.js": "c" });
  expect(await published()).toContain("chunks/only-a.js");
  expect(await published()).not.toContain("chunks/only-b.js");
});

test("publishAssets: a file exists with other content → an error that names it, nothing overwritten", async () => {
  await publish("a", 0, a);
  const other = publish("b", 1, { "chunks/both.js": "other" });
  await expect(other).rejects.toThrow(/chunks\/both\.js is there with other content/);
  expect(await readFile(shared("chunks/both.js"), "utf8")).toBe("both");
  expect((await published()).filter((file) => file.includes("partial"))).toEqual([]);
});

test("publishAssets: two machines publish the same build concurrently → each file is complete", async () => {
  const both = await Promise.all([publish("a", 0, a), publish("a", 0, a)]);
  expect(both[0].added + both[1].added).toBe(3);
  expect(await published()).toEqual(Object.keys(a).sort());
});
