ALTER TABLE "challenges" DROP CONSTRAINT "challenges_hold_reason";--> statement-breakpoint
ALTER TABLE "challenges" DROP CONSTRAINT "challenges_end_reason";--> statement-breakpoint
ALTER TABLE "purchases" DROP CONSTRAINT "purchases_refunded";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_kind";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_what";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_credited_once_paid";--> statement-breakpoint
ALTER TABLE "money_requests" ALTER COLUMN "admin_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "payment_id" text;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "program_id" integer;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "program_terms" jsonb;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "rejection_code" text;--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "money_requests_system_key" ON "money_requests" USING btree ("idempotency_key") WHERE "money_requests"."admin_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_open_keyless_program" ON "payments" USING btree ("customer_id","program_id","amount_cents","currency","livemode") WHERE "payments"."reusable" and "payments"."kind" = 'program';--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_payment_id_unique" UNIQUE("payment_id");--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_hold_reason" CHECK ("challenges"."hold_reason" in ('deposit_disputed', 'deposit_refunded', 'payment_disputed'));--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_end_reason" CHECK ("challenges"."end_reason" is null or ("challenges"."end_reason" in ('dispute_lost', 'rolled_back', 'refunded') and "challenges"."ended_at" is not null));--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_refunded" CHECK (case when "purchases"."payment_id" is null then ("purchases"."status" = 5) = ("purchases"."payment_rollback_order" is not null) else "purchases"."payment_rollback_order" is null end and ("purchases"."status" <> 5 or "purchases"."payment_order" is not null));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_rejected" CHECK ("payments"."rejection_code" is null or ("payments"."kind" = 'program' and "payments"."paid_at" is not null));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_kind" CHECK ("payments"."kind" in ('challenge', 'deposit', 'program'));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_what" CHECK (num_nonnulls("payments"."tier_id", "payments"."market", "payments"."asset_class", "payments"."account_size") = case "payments"."kind" when 'challenge' then 4 else 0 end and num_nonnulls("payments"."program_id", "payments"."program_terms") = case "payments"."kind" when 'program' then 2 else 0 end and case "payments"."kind" when 'deposit' then "payments"."deposit_login" is not null when 'challenge' then "payments"."deposit_login" is null else true end);--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_credited_once_paid" CHECK ("payments"."deposit_order" is null or ("payments"."paid_at" is not null and "payments"."kind" in ('deposit', 'program')));