ALTER TABLE "webhook_endpoints" ADD COLUMN "claim" text;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD COLUMN "claimed_until" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("endpoint_id","next_attempt_at","id") WHERE "webhook_deliveries"."status" = 'pending';--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_claim" CHECK (("webhook_endpoints"."claim" is null) = ("webhook_endpoints"."claimed_until" is null));