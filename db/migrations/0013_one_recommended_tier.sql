SET LOCAL lock_timeout = '5s';--> statement-breakpoint
-- Of several that are marked the first in the catalog's order keeps its mark.
UPDATE "tiers" SET "recommended" = false WHERE "recommended" AND "id" <> (
	SELECT "id" FROM "tiers" WHERE "recommended" AND "archived_at" IS NULL ORDER BY "sort_index", "id" LIMIT 1
);--> statement-breakpoint
CREATE INDEX "customers_app" ON "customers" USING btree ("app_id","id") WHERE "customers"."app_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "tiers_one_recommended" ON "tiers" USING btree ("recommended") WHERE "tiers"."recommended" and "tiers"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "purchases_to_roll_back" ON "purchases" USING btree ("id") WHERE "purchases"."rollback_requested_at" is not null;--> statement-breakpoint
CREATE INDEX "money_requests_pending" ON "money_requests" USING btree ("created_at") WHERE "money_requests"."status" = 'pending';