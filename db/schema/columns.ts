import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { bigint, numeric, text, timestamp } from "drizzle-orm/pg-core";

/** Money: an integer of the currency's minor units (cents). */
export const cents = (name: string) => bigint(name, { mode: "bigint" });

/** A percentage with two decimals. */
export const percent = (name: string) => numeric(name, { precision: 5, scale: 2, mode: "number" });

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const createdAt = () => instant("created_at").notNull().defaultNow();

/** The terms that a buyer accepted, and from where: the evidence in a dispute. */
export const consent = {
  termsVersion: text("terms_version").notNull(),
  consentIp: text("consent_ip").notNull(),
  consentUserAgent: text("consent_user_agent").notNull(),
};

/** The end of an id, as long as pages show it of a shortened one. Indexed, so that the id is found by it. */
export const idEnd = (id: SQLWrapper): SQL => sql`right(${id}, 6)`;

/** A customer's name and email address as the console searches them: each word after a space, without accents. */
export const searchKey = ({ name, email }: { name: SQLWrapper; email: SQLWrapper }): SQL =>
  sql`search_text(' ' || coalesce(${name}, '') || ' ' || ${email})`;
