import journal from "./migrations/meta/_journal.json";

/** The number of migrations of this release, which an up-to-date database has applied. */
export const migrationCount = journal.entries.length;
