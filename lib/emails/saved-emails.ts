import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { env, isEmbedded } from "@/lib/core/env";
import { notFound } from "@/lib/core/errors";
import { type SavedEmail, type SentEmail, savedEmail } from "./schemas";

/** Emails in the list; older ones stay in the folder. */
const LIST_LIMIT = 100;

const folder = () => resolve(env().DATA_DIR, "mail");

/** Saves an email as a file that only its owner can read. The file appears complete or not at all. */
export async function saveEmail(email: SentEmail): Promise<"saved"> {
  const id = uuidv7();
  const file = join(folder(), id);
  const saved: SavedEmail = { id, at: new Date().toISOString(), ...email };
  const write = () => writeFile(file, `${JSON.stringify(saved, null, 2)}\n`, { mode: 0o600 });
  await write().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    await mkdir(folder(), { recursive: true, mode: 0o700 });
    await write();
  });
  await rename(file, `${file}.json`);
  return "saved";
}

/** The saved emails, newest first. Throws NOT_FOUND outside the embedded stack. */
export async function listSavedEmails(): Promise<SavedEmail[]> {
  requireEmbedded();
  const files = await readdir(folder()).catch(() => []);
  const newest = files
    .filter((file) => file.endsWith(".json"))
    .sort()
    .reverse();
  return Promise.all(newest.slice(0, LIST_LIMIT).map((file) => read(file)));
}

/** A saved email by its id. Throws NOT_FOUND, also outside the embedded stack. */
export async function readSavedEmail(id: string): Promise<SavedEmail> {
  requireEmbedded();
  if (!z.uuid().safeParse(id).success) throw notFound("email");
  return read(`${id}.json`).catch(() => {
    throw notFound("email");
  });
}

const read = async (file: string) =>
  savedEmail.parse(JSON.parse(await readFile(join(folder(), file), "utf8")));

function requireEmbedded(): void {
  if (!isEmbedded()) throw notFound("email");
}
