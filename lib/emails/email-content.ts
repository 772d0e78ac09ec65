import type { Database } from "@/db/client";

/** The content of an email before it is rendered. Nothing in it is escaped. */
export interface EmailContent {
  subject: string;
  /** The customer's name, where they gave one. */
  name: string | null;
  paragraphs: string[];
  details: [name: string, value: string][];
  /** The page to open, as a path of this site. */
  link: { text: string; path: string };
  /** A page with more about it, below the link. */
  more?: { text: string; path: string };
  /** The id that identifies the matter to support. */
  reference: string;
}

/** An email and its recipient. */
export interface AddressedEmail {
  to: string;
  /** The recipient's id, where the address isn't the one of their account. */
  customerId?: number;
  content: EmailContent;
}

/** Composes an email from the rows it is about; null if it is no longer true or no longer useful. */
export type EmailTemplate<Id> = (db: Database, id: Id) => Promise<AddressedEmail | null>;
