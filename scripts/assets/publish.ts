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

/** Inside the published folder: the files that a proxy serves at /_next/static/, and the file list of each release. */
const FILES = "_next/static";
const RELEASES = "releases";
const DAY_MS = 86_400_000;

interface Release {
  /** When it was last published, in milliseconds since 1970. */
  publishedAt: number;
  /** Its files, relative to `_next/static`. */
  files: string[];
}

interface Publication {
  /** The `static` folder of a build. */
  source: string;
  /** The folder for the assets of all releases. Created if it is missing. */
  folder: string;
  /** The build's id. */
  release: string;
  /** How many days the files of a release stay after another one replaced it. */
  retentionDays: number;
  now?: number;
}

/**
 * Copies a build's assets into a folder that several releases share, so that the pages of each release find their
 * assets while both run. Names contain a hash of the content, so existing files are never replaced. Deletes files that
 * are used only by releases replaced more than `retentionDays` ago. Several machines may publish the same build
 * concurrently.
 *
 * @throws Error when a file with the same name but other content exists.
 */
export async function publishAssets(publication: Publication) {
  const { source, folder, release, retentionDays, now = Date.now() } = publication;
  const files = await filesIn(source);
  if (files.length === 0) throw new Error(`There are no assets in ${source}.`);
  const newest = (await readReleases(folder)).at(-1);
  // When the newest release is published again, the time at which it replaced the one before stays. The list is written
  // before the files, so that a concurrent deletion doesn't find them unused.
  if (newest?.name !== release) await writeRelease(folder, release, { publishedAt: now, files });
  let added = 0;
  for (const file of files) {
    if (await add(join(source, file), join(folder, FILES, file))) added += 1;
  }
  const deleted = await deleteUnused(folder, now - retentionDays * DAY_MS);
  return { added, existing: files.length - added, deleted };
}

/** The files below a folder, relative to it. */
export async function filesIn(folder: string): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true });
  const isFile = await Promise.all(
    paths.map(async (path) => (await stat(join(folder, path))).isFile()),
  );
  return paths.filter((_, index) => isFile[index]).sort();
}

/** Adds a file atomically. Returns whether it was missing. */
async function add(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true });
  const partial = `${to}.${randomUUID()}.partial`;
  await copyFile(from, partial);
  try {
    // Unlike a rename, it fails if the name exists.
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

/** All published releases, oldest first. */
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

/** Deletes files used only by releases that were replaced before a time. Returns how many. */
async function deleteUnused(folder: string, replacedBefore: number): Promise<number> {
  const releases = await readReleases(folder);
  // A release is in use until the next one is published, even if it was published long ago.
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
      // Fails, and is ignored, while the folder isn't empty.
      await rmdir(join(folder, FILES, dirname(file))).catch(() => {});
      deleted += 1;
    }
    await unlink(listOf(folder, name));
  }
  return deleted;
}
