import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { publishAssets } from "./assets/publish";

// `npm run assets:publish -- FOLDER [--keep-days N]`, from the folder of a release that is built.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "keep-days": { type: "string", default: "14" } },
});
const [folder] = positionals;
const keepDays = Number(values["keep-days"]);
if (!folder || positionals.length > 1 || !(keepDays >= 0)) {
  console.error("Usage: npm run assets:publish -- FOLDER [--keep-days N]");
  process.exit(1);
}

const build = resolve(process.env.NEXT_DIST_DIR ?? ".next");
const release = await readFile(join(build, "BUILD_ID"), "utf8").catch(() => {
  console.error(`There is no production build in ${build}: run \`npm run build\` first.`);
  process.exit(1);
});
const { added, kept, deleted } = await publishAssets({
  source: join(build, "static"),
  folder: resolve(folder),
  release: release.trim(),
  keepDays,
});
console.log(
  `Published release ${release.trim()}: ${added} files new, ${kept} there already, ${deleted} of old releases deleted.`,
);
