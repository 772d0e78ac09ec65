-- The job that fills in rule sets finds old purchases, phases and accounts by it. Writes wait until it is built.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE INDEX "challenge_phases_without_rules" ON "challenge_phases" USING btree ("challenge_id") WHERE "challenge_phases"."rule_set_id" is null;--> statement-breakpoint
CREATE INDEX "purchases_without_rules" ON "purchases" USING btree ("id") WHERE "purchases"."rule_set_id" is null;--> statement-breakpoint
CREATE INDEX "prop_accounts_without_rules" ON "prop_accounts" USING btree ("id") WHERE "prop_accounts"."rule_set_id" is null;
