import { randomUUID } from "node:crypto";
import {
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";

/** Below the published folder: what a proxy serves at /_next/static/, and the list of files of each release. */
const FILES = "_next/static";
const RELEASES = "releases";
const DAY_MS = 86_400_000;

interface Release {
  /** When it was published last, in milliseconds since 1970. */
  publishedAt: number;
  /** Its files, relative to `_next/static`. */
  files: string[];
}

interface Publication {
  /** The `static` folder of a build. */
  source: string;
  /** Where the assets of all releases lie. Made where it is missing. */
  folder: string;
  /** The build's id. */
  release: string;
  /** How long the files of a release stay after another one replaced it, in days. */
  keepDays: number;
  now?: number;
}

/**
 * Copies a build's assets into a folder that several releases share, so that pages of each find theirs while
 * both run. Names contain a hash of the content: a file that is there is never written again. Deletes the files
 * that only releases use which were replaced more than `keepDays` ago. Several
 * machines may publish the same build at once.
 *
 * @throws Error when a file of the same name and other content is there.
 */
export async function publishAssets(publication: Publication) {
  const { source, folder, release, keepDays, now = Date.now() } = publication;
  const files = await filesIn(source);
  if (files.length === 0) throw new Error(`There are no assets in ${source}.`);
  const newest = (await readReleases(folder)).at(-1);
  // Published again, the newest one keeps the time at which it replaced the one before. The list comes before
  // the files, so that a deletion beside us finds none of them unused.
  if (newest?.name !== release) await writeRelease(folder, release, { publishedAt: now, files });
  let added = 0;
  for (const file of files) {
    if (await add(join(source, file), join(folder, FILES, file))) added += 1;
  }
  const deleted = await deleteUnused(folder, now - keepDays * DAY_MS);
  return { added, kept: files.length - added, deleted };
}

/** The files below a folder, relative to it. */
export async function filesIn(folder: string): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true });
  const isFile = await Promise.all(
    paths.map(async (path) => (await stat(join(folder, path))).isFile()),
  );
  return paths.filter((_, index) => isFile[index]).sort();
}

/** Puts a file in its place whole or not at all. Returns whether it was missing. */
async function add(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true });
  const partial = `${to}.${randomUUID()}.partial`;
  await copyFile(from, partial);
  try {
    // Unlike a rename, it fails where the name is taken.
    await link(partial, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if ((await readFile(from)).equals(await readFile(to))) return false;
    throw new Error(`${to} is there with other content: it was not replaced.`);
  } finally {
    await unlink(partial);
  }
}

const listOf = (folder: string, release: string) => join(folder, RELEASES, `${release}.json`);

async function writeRelease(folder: string, name: string, release: Release): Promise<void> {
  const path = listOf(folder, name);
  const partial = `${path}.${randomUUID()}.partial`;
  await writeFile(partial, JSON.stringify(release));
  await rename(partial, path);
}

/** The oldest first. */
async function readReleases(folder: string): Promise<(Release & { name: string })[]> {
  await mkdir(join(folder, RELEASES), { recursive: true });
  const lists = (await readdir(join(folder, RELEASES))).filter((file) => file.endsWith(".json"));
  const names = lists.map((file) => file.slice(0, -".json".length));
  const read = async (name: string) => {
    const release: Release = JSON.parse(await readFile(listOf(folder, name), "utf8"));
    return { name, ...release };
  };
  return (await Promise.all(names.map(read))).sort((a, b) => a.publishedAt - b.publishedAt);
}

/** Returns how many files it deleted. */
async function deleteUnused(folder: string, replacedBefore: number): Promise<number> {
  const releases = await readReleases(folder);
  // A release is in use until the next one is published, however long ago it was published itself.
  const isOld = (index: number) => {
    const next = releases[index + 1];
    return next !== undefined && next.publishedAt < replacedBefore;
  };
  const used = new Set(releases.flatMap(({ files }, index) => (isOld(index) ? [] : files)));
  let deleted = 0;
  for (const [index, { name, files }] of releases.entries()) {
    if (!isOld(index)) continue;
    for (const file of files.filter((path) => !used.has(path))) {
      await rm(join(folder, FILES, file), { force: true });
      // The folder of a release's own files, once it is empty.
      await rmdir(join(folder, FILES, dirname(file))).catch(() => {});
      deleted += 1;
    }
    await unlink(listOf(folder, name));
  }
  return deleted;
}
