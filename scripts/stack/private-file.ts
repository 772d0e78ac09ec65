import { rename, writeFile } from "node:fs/promises";

/** Writes a JSON file that only its owner may read. Replaces it atomically. */
export async function writePrivateJson(file: string, content: object): Promise<void> {
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(fresh, file);
}
