import { Journal, type JournalEntry } from "./journal";
import type { Records, Table } from "./records";

/** Tables that an earlier release stored under another name. */
const RENAMED_TABLES: Readonly<Record<string, Table>> = { saved_answers: "saved_results" };

type Tables = { [Name in Table]: Map<string, Records[Name]> };

/**
 * All of the sandbox's objects, in memory and in a journal on disk. An object is never changed in
 * place: `put` replaces it, so that an event's copy stays as it was.
 */
export class Store {
  readonly #journal: Journal;
  readonly #tables = emptyTables();

  constructor(directory: string) {
    this.#journal = new Journal(directory);
    for (const entry of this.#journal.read()) this.#apply(entry);
    this.#journal.rewrite(this.#entries());
  }

  get<Name extends Table>(table: Name, id: string): Records[Name] | null {
    return this.#tables[table].get(id) ?? null;
  }

  /** Every object of a table, newest first, as Stripe lists them. */
  newestFirst<Name extends Table>(table: Name): Records[Name][] {
    return this.oldestFirst(table).reverse();
  }

  oldestFirst<Name extends Table>(table: Name): Records[Name][] {
    return [...this.#tables[table].values()];
  }

  /** Writes an object, new or changed, and returns it. */
  put<Name extends Table>(table: Name, record: Records[Name]): Records[Name] {
    this.#tables[table].set(record.id, record);
    this.#journal.append({ table, id: record.id, value: record });
    return record;
  }

  delete(table: Table, id: string): void {
    if (this.#tables[table].delete(id)) this.#journal.append({ table, id, value: null });
  }

  /** Deletes everything except the webhook endpoints. */
  clear(): void {
    for (const [name, table] of Object.entries(this.#tables)) {
      if (name !== "webhook_endpoints") table.clear();
    }
    this.#journal.rewrite(this.#entries());
  }

  close(): void {
    this.#journal.close();
  }

  #apply({ table: stored, id, value }: JournalEntry): void {
    const table = RENAMED_TABLES[stored] ?? stored;
    if (!isTable(table, this.#tables)) return;
    // What this process itself wrote is trusted to have the table's type.
    const records: Map<string, unknown> = this.#tables[table];
    if (value === null) records.delete(id);
    else records.set(id, value);
  }

  *#entries(): Generator<JournalEntry> {
    for (const [table, records] of Object.entries(this.#tables)) {
      for (const record of records.values()) yield { table, id: record.id, value: record };
    }
  }
}

function isTable(name: string, tables: Tables): name is Table {
  return Object.hasOwn(tables, name);
}

function emptyTables(): Tables {
  return {
    payment_intents: new Map(),
    payment_methods: new Map(),
    payment_method_outcomes: new Map(),
    charges: new Map(),
    refunds: new Map(),
    refund_timers: new Map(),
    disputes: new Map(),
    events: new Map(),
    webhook_endpoints: new Map(),
    deliveries: new Map(),
    saved_results: new Map(),
  };
}
