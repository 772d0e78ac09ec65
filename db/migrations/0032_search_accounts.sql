SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE INDEX "prop_accounts_id_end" ON "prop_accounts" USING btree (right("id", 6));--> statement-breakpoint
CREATE INDEX "prop_accounts_hotkey_end" ON "prop_accounts" USING btree (right("synthetic_hotkey", 6));--> statement-breakpoint
CREATE INDEX "stripe_events_id_end" ON "stripe_events" USING btree (right("id", 6));--> statement-breakpoint
CREATE INDEX "webhook_deliveries_id_end" ON "webhook_deliveries" USING btree (right("id", 6));
