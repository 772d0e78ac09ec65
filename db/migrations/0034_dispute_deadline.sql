SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "payment_disputes" ADD COLUMN "due_by" timestamp with time zone;