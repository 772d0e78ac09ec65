import { integer, text } from "drizzle-orm/pg-core";
import { apiApps, customers } from "./auth";
import { tiers } from "./catalog";

/** The customer, and the app that it came through. */
export const owner = () => ({
  customerId: integer("customer_id")
    .notNull()
    .references(() => customers.id, { onDelete: "restrict" }),
  appId: text("app_id").references(() => apiApps.id, { onDelete: "restrict" }),
});

/** The item, as the catalog had it at that moment. */
export const order = () => ({
  tierId: text("tier_id")
    .notNull()
    .references(() => tiers.id, { onDelete: "restrict" }),
  market: text("market").notNull(),
  assetClass: text("asset_class").notNull(),
  accountSize: integer("account_size").notNull(),
});
