-- The job that fills in rule sets finds old payments by it. Writes wait until it is built.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE INDEX "payments_without_rules" ON "payments" USING btree ("id") WHERE "payments"."rule_set_id" is null and "payments"."tier_id" is not null;
