SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_review_kind";--> statement-breakpoint
CREATE INDEX "payments_card_testing" ON "payments" USING btree ("customer_id") WHERE "payments"."review_kind" = 'card_testing';--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_review_kind" CHECK ("payments"."review_kind" in ('mismatch', 'deposit_rejected', 'wallet_debt', 'refund_failed', 'dispute', 'card_testing'));