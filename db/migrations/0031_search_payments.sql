SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE INDEX "payments_id_end" ON "payments" USING btree (right("id", 6));--> statement-breakpoint
CREATE INDEX "payments_intent_end" ON "payments" USING btree (right("stripe_payment_intent_id", 6));--> statement-breakpoint
CREATE INDEX "payment_refunds_id_end" ON "payment_refunds" USING btree (right("id", 6));--> statement-breakpoint
CREATE INDEX "payment_disputes_id_end" ON "payment_disputes" USING btree (right("id", 6));
