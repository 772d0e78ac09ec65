SET LOCAL lock_timeout = '5s';--> statement-breakpoint
-- Written by hand:
-- A flag of a release from before migration 0015 may be a sentence alone: its kind is known by how it begins.
UPDATE "payments" SET "review_kind" = CASE
	WHEN "review_reason" ILIKE 'dispute %' THEN 'dispute'
	WHEN "review_reason" ILIKE 'taken back from wallet %' THEN 'wallet_debt'
	WHEN "review_reason" ILIKE 'the trading server refused the deposit%' THEN 'deposit_rejected'
	ELSE 'mismatch' END
WHERE "review_reason" IS NOT NULL AND "review_kind" IS NULL;--> statement-breakpoint
UPDATE "payments" SET "review_kind" = NULL WHERE "review_reason" IS NULL AND "review_kind" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_review_has_kind" CHECK (("payments"."review_kind" is null) = ("payments"."review_reason" is null));
