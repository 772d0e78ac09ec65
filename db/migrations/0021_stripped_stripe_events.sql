SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "stripe_events" ADD COLUMN "stripped_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "stripe_events_to_strip" ON "stripe_events" USING btree ("received_at") WHERE "stripe_events"."stripped_at" is null;