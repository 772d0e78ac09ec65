SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "about" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
UPDATE "webhook_events" SET "about" = array_remove(ARRAY[
	payload::jsonb #>> '{data,payment_id}', payload::jsonb #>> '{data,prop_account_id}',
	'purchase:' || (payload::jsonb #>> '{data,purchase_id}')
], NULL);--> statement-breakpoint
CREATE INDEX "webhook_events_about" ON "webhook_events" USING gin ("about");
