import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptSecrets } from "./secrets";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "propdesk-secrets-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test("the stack's secrets are made once and kept", async () => {
  const first = await keptSecrets(dataDir);
  expect(Buffer.from(first.encryptionKey, "base64")).toHaveLength(32);
  expect(await keptSecrets(dataDir)).toEqual(first);
});

test("a secret that a later release asks for is added, and the others stay", async () => {
  const file = join(dataDir, "secrets.json");
  const { encryptionKey: _, ...older } = await keptSecrets(dataDir);
  await writeFile(file, JSON.stringify(older));
  const now = await keptSecrets(dataDir);
  expect(now).toEqual({ ...older, encryptionKey: expect.any(String) });
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(now);
});
