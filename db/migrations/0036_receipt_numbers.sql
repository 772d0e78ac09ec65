-- The indexes and the constraint read the table; its writes wait until then. A job numbers the receipts of old payments.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE SEQUENCE "public"."receipt_numbers" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "receipt_number" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "payments_receipt_number" ON "payments" USING btree ("receipt_number") WHERE "payments"."receipt_number" is not null;--> statement-breakpoint
CREATE INDEX "payments_unnumbered" ON "payments" USING btree ("paid_at") WHERE "payments"."paid_at" is not null and "payments"."receipt_number" is null;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_receipt_number_paid" CHECK ("payments"."receipt_number" is null or "payments"."paid_at" is not null);
