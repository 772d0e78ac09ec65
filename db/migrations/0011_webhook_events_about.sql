SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "about" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "webhook_events_about" ON "webhook_events" USING gin ("about");
