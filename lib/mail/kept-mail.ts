import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { env, isEmbedded } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { type KeptMail, keptShape, type Mail } from "./schemas";

/** A page of the list; older ones stay in the folder. */
const MOST = 100;

const folder = () => resolve(env().DATA_DIR, "mail");

/** Keeps a mail as a file that only its owner can read, complete or not at all. */
export async function keepMail(mail: Mail): Promise<"kept"> {
  const id = uuidv7();
  const file = join(folder(), id);
  const kept: KeptMail = { id, at: new Date().toISOString(), ...mail };
  const write = () => writeFile(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  await write().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    await mkdir(folder(), { recursive: true, mode: 0o700 });
    await write();
  });
  await rename(file, `${file}.json`);
  return "kept";
}

/** The mails that were kept, newest first. Throws NOT_FOUND outside the embedded stack. */
export async function listKeptMail(): Promise<KeptMail[]> {
  requireEmbedded();
  const files = await readdir(folder()).catch(() => []);
  const newest = files
    .filter((file) => file.endsWith(".json"))
    .sort()
    .reverse();
  return Promise.all(newest.slice(0, MOST).map((file) => read(file)));
}

/** One of them. Throws NOT_FOUND, also outside the embedded stack. */
export async function readKeptMail(id: string): Promise<KeptMail> {
  requireEmbedded();
  if (!z.uuid().safeParse(id).success) throw notFound("mail");
  return read(`${id}.json`).catch(() => {
    throw notFound("mail");
  });
}

const read = async (file: string) =>
  keptShape.parse(JSON.parse(await readFile(join(folder(), file), "utf8")));

function requireEmbedded(): void {
  if (!isEmbedded()) throw notFound("mail");
}
