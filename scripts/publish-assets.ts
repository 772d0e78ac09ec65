import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { publishAssets } from "./assets/publish";

// `npm run assets:publish -- FOLDER [--keep-days N]`, run in the folder of a built release.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "keep-days": { type: "string", default: "14" } },
});
const [folder] = positionals;
const retentionDays = Number(values["keep-days"]);
if (!folder || positionals.length > 1 || !(retentionDays >= 0)) {
  console.error("Usage: npm run assets:publish -- FOLDER [--keep-days N]");
  process.exit(1);
}

const build = resolve(process.env.NEXT_DIST_DIR ?? ".next");
const release = await readFile(join(build, "BUILD_ID"), "utf8").catch(() => {
  console.error(`No production build found in ${build}. Run \`npm run build\` first.`);
  process.exit(1);
});
const { added, existing, deleted } = await publishAssets({
  source: join(build, "static"),
  folder: resolve(folder),
  release: release.trim(),
  retentionDays,
});
console.log(
  `Published release ${release.trim()}: ${added} files added, ${existing} unchanged, ${deleted} from old releases deleted.`,
);
