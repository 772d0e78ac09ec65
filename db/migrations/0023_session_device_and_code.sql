SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "device_hash" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
-- Written by hand: sessions of admins last twelve hours from their last use from now on.
UPDATE sessions s SET expires_at = now() + interval '12 hours' FROM customers c
WHERE c.id = s.customer_id AND c.role = 'admin' AND s.revoked_at IS NULL AND s.expires_at > now() + interval '12 hours';
