SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "payment_events" DROP CONSTRAINT "payment_events_source";--> statement-breakpoint
ALTER TABLE "money_requests" ADD COLUMN "attempt" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_source" CHECK ("payment_events"."source" in ('stripe', 'checkout', 'sync', 'reconciliation', 'expiry', 'account', 'wallet', 'admin'));