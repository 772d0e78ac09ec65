SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE TABLE "wallet_holds" (
	"login" integer PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"owes" boolean DEFAULT false NOT NULL,
	"checked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "hold_reason" text;--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "hold_payment_id" text;--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "held_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_hold_payment_id_payments_id_fk" FOREIGN KEY ("hold_payment_id") REFERENCES "public"."payments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "challenges_held" ON "challenges" USING btree ("id") WHERE "challenges"."held_at" is not null;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_hold" CHECK (num_nonnulls("challenges"."hold_reason", "challenges"."hold_payment_id", "challenges"."held_at") in (0, 3));--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_hold_reason" CHECK ("challenges"."hold_reason" in ('deposit_disputed', 'deposit_refunded'));--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_end_reason" CHECK ("challenges"."end_reason" is null or ("challenges"."end_reason" in ('dispute_lost', 'rolled_back') and "challenges"."ended_at" is not null));--> statement-breakpoint
-- Written by hand:
UPDATE challenges c SET end_reason = 'rolled_back' FROM purchases p
WHERE p.id = c.purchase_id AND p.failure_code = 'ROLLED_BACK' AND c.status = 4;--> statement-breakpoint
-- Looked at by the next hourly job: what was disputed or refunded before this release.
INSERT INTO wallet_holds (login)
SELECT DISTINCT deposit_login FROM payments p
WHERE kind = 'deposit' AND deposit_order IS NOT NULL
  AND (EXISTS (SELECT FROM payment_disputes d WHERE d.payment_id = p.id) OR EXISTS (SELECT FROM payment_refunds r WHERE r.payment_id = p.id));
