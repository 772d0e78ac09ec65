import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sql } from "@/testing/database/sql";
import { LOADS_FUNCTION } from "./migrate";

const folder = (name: string) => fileURLToPath(new URL(`./${name}/`, import.meta.url));
const filesIn = (name: string) =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => ({ file, text: readFileSync(`${folder(name)}${file}`, "utf8") }));

test("db/functions: each file → the last migration that loads it has the digest of its text", () => {
  const loaded = new Map(
    filesIn("migrations").flatMap(({ text }) =>
      [...text.matchAll(LOADS_FUNCTION)].map(([, file, digest]) => [file, digest]),
    ),
  );
  const functions = filesIn("functions").map(({ file, text }) => [
    file,
    createHash("sha256").update(text).digest("hex"),
  ]);
  expect(functions.length).toBeGreaterThan(0);
  expect(Object.fromEntries(loaded)).toEqual(Object.fromEntries(functions));
});

test("migrate: a migration that loads functions → the database has them as the files say", async () => {
  for (const { file, text } of filesIn("functions")) {
    const { rows } = await sql("select prosrc from pg_proc where proname = $1", [
      file.replace(".sql", ""),
    ]);
    expect(rows).toHaveLength(1);
    expect(text).toContain(rows[0].prosrc);
  }
});
