import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecrets } from "./secrets";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "propdesk-secrets-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test("loadSecrets: called twice → created once, then the same", async () => {
  const first = await loadSecrets(dataDir);
  expect(Buffer.from(first.encryptionKey, "base64")).toHaveLength(32);
  expect(await loadSecrets(dataDir)).toEqual(first);
});

test("loadSecrets: a secret is missing → it is added, the others stay", async () => {
  const file = join(dataDir, "secrets.json");
  const { encryptionKey: _, ...older } = await loadSecrets(dataDir);
  await writeFile(file, JSON.stringify(older));
  const completed = await loadSecrets(dataDir);
  expect(completed).toEqual({ ...older, encryptionKey: expect.any(String) });
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(completed);
});
