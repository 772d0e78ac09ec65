/**
 * The rooms of the code, and which may import which. ARCHITECTURE.md has the same list; `rooms.test.ts` checks every file
 * except tests.
 */

/**
 * The rooms of `lib`, lowest floor first. A room imports from the floors below its own. Rooms on the same floor don't
 * import each other.
 */
export const floors: readonly (readonly string[])[] = [
  ["core"],
  ["rules"],
  ["queue", "http", "audit", "payment-history"],
  ["mail", "webhooks", "money-requests"],
  ["auth"],
  ["api", "trading"],
  ["catalog", "sign-up"],
  ["venues", "challenges"],
  ["prop-accounts", "purchases"],
  ["payments"],
  ["wallet-holds", "accounts", "evaluation"],
  ["actions", "personal-data"],
  ["console", "emails", "metrics"],
  ["worker"],
  ["server"],
  ["openapi"],
];

/** Rooms without an index: all their files may be imported. Of other rooms: index, schemas, operations and examples. */
export const openRooms: readonly string[] = ["core", "queue", "http", "api", "worker", "server"];

/** Files of `lib` that run in a browser, beside each room's schemas. Components import only these. */
export const browserFiles: readonly string[] = [
  "lib/core/card-label",
  "lib/core/dispute-messages",
  "lib/core/email-address",
  "lib/core/failure-messages",
  "lib/core/format",
  "lib/core/legal-pages",
  "lib/core/money",
  "lib/core/password-text",
  "lib/core/receipt-view",
  "lib/core/typed-number",
  "lib/catalog/present-rules",
  "lib/catalog/product-name",
  "lib/catalog/legal-text",
  "lib/catalog/rule-fields",
  "lib/evaluation/names",
  "lib/evaluation/verdict-messages",
  "lib/prop-accounts/firm-reason-messages",
  "lib/rules/add-ons/index",
  "lib/rules/checks",
  "lib/rules/hash",
  "lib/rules/index",
  "lib/rules/presets/index",
  "lib/rules/texts/index",
];

/** The judge's only folder with imports from another room: its texts format money. */
const RULE_TEXTS = "lib/rules/texts";

/**
 * Which top folders each one imports. Folders that aren't listed are tools: they may import all except `sandbox`, and
 * the listed ones import no tool.
 */
export const topFolders: Readonly<Record<string, readonly string[]>> = {
  app: ["components", "lib"],
  components: ["lib"],
  lib: ["db"],
  db: [],
  sandbox: [],
};

/** The route that only the benchmark's build has. */
const BENCH_ROUTE = "app/api/bench/floor/route.bench";

/** Folders that start the stand-ins, or are started by them. */
export const sandboxUsers: readonly string[] = [
  "scripts/stack",
  "scripts/soak",
  "scripts/e2e-stack",
  "bench",
  "testing",
];

/** Packages of the database: only `lib`, `db` and the tools use SQL. */
export const databasePackages: readonly string[] = ["drizzle-orm", "pg", "graphile-worker"];

const floorOf = (room: string) => floors.findIndex((floor) => floor.includes(room));

const isBelow = (place: string, folder: string) =>
  place === folder || place.startsWith(`${folder}/`);

/**
 * Why a file must not import something, or null if it may.
 *
 * @param file its path from the root of the repository, without the extension.
 * @param target a path of the same form, or the name of a package.
 */
export function whyNot(file: string, target: string): string | null {
  const [folder = "", room = ""] = file.split("/");
  const [targetFolder = "", targetRoom = ""] = target.split("/");
  const packageName = databasePackages.find((name) => isBelow(target, name));
  if (packageName) {
    return folder === "app" || folder === "components" ? "Pages and components know no SQL." : null;
  }
  if (targetFolder === "sandbox") {
    const isFree = folder === "sandbox" || sandboxUsers.some((user) => isBelow(file, user));
    return isFree ? null : "The sandbox is a set of processes of its own.";
  }
  const allowed = topFolders[folder];
  if (allowed && targetFolder !== folder && !allowed.includes(targetFolder)) {
    return file === BENCH_ROUTE ? null : `${folder} doesn't import ${targetFolder}.`;
  }
  if (targetFolder !== "lib") return null;
  if (folder === "components") {
    const isShared =
      /^lib\/[^/]+\/schemas(\/index)?$/.test(target) || browserFiles.includes(target);
    return isShared ? null : "Components import what runs in a browser.";
  }
  if (folder === "lib" && room !== targetRoom) {
    const [own, other] = [floorOf(room), floorOf(targetRoom)];
    if (own < 0) return `lib/${room} is not in the table of rooms.`;
    if (other >= own) return `lib/${room} is not above lib/${targetRoom}.`;
    if (room === "rules" && !isBelow(file, RULE_TEXTS)) return "The judge knows no other room.";
  }
  if (folder !== "lib" && folder !== "app") return null;
  if (room === targetRoom && folder === "lib") return null;
  const isPublic =
    openRooms.includes(targetRoom) ||
    /^lib\/[^/]+(\/index|\/(schemas|operations)(\/index)?|\/examples)?$/.test(target) ||
    browserFiles.includes(target);
  return isPublic ? null : "A room is used through its index, its schemas or its operations.";
}
