SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "mail_outbox" ADD COLUMN "after" text;--> statement-breakpoint
ALTER TABLE "payment_refunds" ADD COLUMN "acknowledged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "review_kind" text;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "decline_email_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD COLUMN "firm_reason" text;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_review_kind" CHECK ("payments"."review_kind" in ('mismatch', 'deposit_rejected', 'wallet_debt', 'refund_failed', 'dispute'));--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD CONSTRAINT "prop_accounts_firm_reason" CHECK ("prop_accounts"."firm_reason" in ('terms', 'verification', 'customer_request', 'other'));--> statement-breakpoint
-- Written by hand:
-- Until now the sentence was all there was: what wrote it is known by how it begins.
UPDATE "payments" SET "review_kind" = CASE
	WHEN "review_reason" LIKE 'Dispute %' THEN 'dispute'
	WHEN "review_reason" LIKE 'taken back from wallet %' THEN 'wallet_debt'
	WHEN "review_reason" LIKE 'the trading server refused the deposit%' THEN 'deposit_rejected'
	ELSE 'mismatch' END
WHERE "review_reason" IS NOT NULL;--> statement-breakpoint
-- Failed refunds were flagged to nobody. Those of payments that were refunded in full since, and those
-- that the firm canceled itself, count as handled; the customers of the others may still wait for money.
UPDATE "payment_refunds" r SET "acknowledged_at" = now()
WHERE r."status" = 'canceled' OR (r."status" = 'failed' AND (
	SELECT p."amount_cents" FROM "payments" p WHERE p."id" = r."payment_id"
) <= (
	SELECT coalesce(sum(o."amount_cents"), 0) FROM "payment_refunds" o
	WHERE o."payment_id" = r."payment_id" AND o."status" NOT IN ('failed', 'canceled')
));--> statement-breakpoint
UPDATE "payments" p SET "review_kind" = 'refund_failed', "review_reason" = 'A refund failed: pay the customer another way'
WHERE p."review_reason" IS NULL AND EXISTS (
	SELECT FROM "payment_refunds" r
	WHERE r."payment_id" = p."id" AND r."status" = 'failed' AND r."acknowledged_at" IS NULL
);