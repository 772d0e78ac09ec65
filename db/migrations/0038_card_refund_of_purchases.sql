ALTER TABLE "money_requests" DROP CONSTRAINT "money_requests_status";--> statement-breakpoint
ALTER TABLE "money_requests" DROP CONSTRAINT "money_requests_settled";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_review_kind";--> statement-breakpoint
DROP INDEX "money_requests_one_pending_refund";--> statement-breakpoint
ALTER TABLE "money_requests" ADD COLUMN "purchase_id" integer;--> statement-breakpoint
ALTER TABLE "money_requests" ADD CONSTRAINT "money_requests_purchase_id_purchases_id_fk" FOREIGN KEY ("purchase_id") REFERENCES "public"."purchases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "money_requests_purchase" ON "money_requests" USING btree ("purchase_id") WHERE "money_requests"."purchase_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "money_requests_one_pending_refund" ON "money_requests" USING btree ("payment_id") WHERE "money_requests"."status" in ('waiting', 'pending') and "money_requests"."kind" = 'refund';--> statement-breakpoint
ALTER TABLE "money_requests" ADD CONSTRAINT "money_requests_purchase_fee" CHECK ("money_requests"."kind" = 'refund' or "money_requests"."purchase_id" is null);--> statement-breakpoint
ALTER TABLE "money_requests" ADD CONSTRAINT "money_requests_waits" CHECK ("money_requests"."status" <> 'waiting' or "money_requests"."purchase_id" is not null);--> statement-breakpoint
ALTER TABLE "money_requests" ADD CONSTRAINT "money_requests_status" CHECK ("money_requests"."status" in ('waiting', 'pending', 'done', 'refused'));--> statement-breakpoint
ALTER TABLE "money_requests" ADD CONSTRAINT "money_requests_settled" CHECK (("money_requests"."status" in ('waiting', 'pending')) = ("money_requests"."settled_at" is null) and ("money_requests"."status" = 'done') = (num_nonnulls("money_requests"."stripe_refund_id", "money_requests"."order_no") = 1) and ("money_requests"."status" <> 'refused' or "money_requests"."problem" is not null));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_review_kind" CHECK ("payments"."review_kind" in ('mismatch', 'deposit_rejected', 'wallet_debt', 'refund_failed', 'refund_rejected', 'dispute', 'card_testing'));