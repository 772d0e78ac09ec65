SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD COLUMN "venue_note" text;--> statement-breakpoint
CREATE INDEX "prop_accounts_venue_note" ON "prop_accounts" USING btree ("id") WHERE "prop_accounts"."venue_note" is not null;--> statement-breakpoint
UPDATE "prop_accounts" SET "venue_note" = 'The venue can''t suspend: stop the subaccount there by hand.'
	WHERE "provider" = 'vanta' AND "subaccount_id" IS NOT NULL AND "status" IN ('suspended', 'closed');
