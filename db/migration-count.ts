import journal from "./migrations/meta/_journal.json";

/** How many migrations this release brings: what a database that is up to date has applied. */
export const migrationCount = journal.entries.length;
