import type { Database } from "@/db/client";

/** What an e-mail says, before it is text and HTML. Nothing in it is escaped. */
export interface Letter {
  subject: string;
  /** The customer's name, where they gave one. */
  name: string | null;
  paragraphs: string[];
  facts: [name: string, value: string][];
  /** The page to go to, as a path of ours. */
  link: { text: string; path: string };
  /** What to quote to support. */
  reference: string;
}

/** A letter and whom it is for. */
export interface Addressed {
  to: string;
  letter: Letter;
}

/** Writes the letter about something from its rows; null where there is nothing to tell any more. */
export type Write<Id> = (db: Database, id: Id) => Promise<Addressed | null>;
