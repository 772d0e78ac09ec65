import { bigint, numeric, text, timestamp } from "drizzle-orm/pg-core";

/** Money: an integer of the currency's minor units (cents). */
export const cents = (name: string) => bigint(name, { mode: "bigint" });

/** A share in percent, to a hundredth of one. */
export const percent = (name: string) => numeric(name, { precision: 5, scale: 2, mode: "number" });

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const createdAt = () => instant("created_at").notNull().defaultNow();

/** Who asked for a purchase, from where, and under which terms: the evidence in a dispute. */
export const consent = {
  termsVersion: text("terms_version").notNull(),
  consentIp: text("consent_ip").notNull(),
  consentUserAgent: text("consent_user_agent").notNull(),
};
