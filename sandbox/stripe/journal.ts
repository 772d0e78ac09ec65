import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Readable only by its owner: it has names, addresses and client secrets. */
const PRIVATE = 0o600;

/** One written object: its table, its id, and its value, or null if it was deleted. */
export type JournalEntry = {
  readonly table: string;
  readonly id: string;
  readonly value: unknown;
};

/**
 * An append-only file of JSON lines; the last line about an object counts. The cost of appending doesn't depend on the
 * number of objects. It is a plain `write`, which survives a kill of the process.
 */
export class Journal {
  readonly #path: string;
  #descriptor: number;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#path = join(directory, "journal.jsonl");
    this.#descriptor = openSync(this.#path, "a", PRIVATE);
  }

  /** Every entry, oldest first; a line that was cut off by a kill is skipped. */
  read(): JournalEntry[] {
    const lines = readFileSync(this.#path, "utf8").split("\n");
    return lines.map(parseEntry).filter((entry) => entry !== null);
  }

  append(entry: JournalEntry): void {
    writeSync(this.#descriptor, `${JSON.stringify(entry)}\n`);
  }

  /** Replaces the whole file by these entries, atomically. */
  rewrite(entries: Iterable<JournalEntry>): void {
    const draft = `${this.#path}.new`;
    const descriptor = openSync(draft, "w", PRIVATE);
    for (const entry of entries) writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    closeSync(this.#descriptor);
    renameSync(draft, this.#path);
    this.#descriptor = descriptor;
  }

  /** A write after this fails, instead of writing to whatever has the descriptor by then. */
  close(): void {
    closeSync(this.#descriptor);
    this.#descriptor = -1;
  }
}

function parseEntry(line: string): JournalEntry | null {
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? entry : null;
  } catch {
    return null;
  }
}

function isEntry(entry: unknown): entry is JournalEntry {
  return typeof entry === "object" && entry !== null && "table" in entry && "id" in entry;
}
