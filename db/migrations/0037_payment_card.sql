SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "card_brand" text;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "card_last4" text;--> statement-breakpoint
CREATE INDEX "payments_card" ON "payments" USING btree ("card_last4","id") WHERE "payments"."card_last4" is not null;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_card_last4" CHECK ("payments"."card_last4" ~ '^[0-9]{4}$' and ("payments"."card_brand" is null) = ("payments"."card_last4" is null));