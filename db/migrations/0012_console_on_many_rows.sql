SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE INDEX "customers_disabled" ON "customers" USING btree ("id") WHERE "customers"."disabled_at" is not null;--> statement-breakpoint
CREATE INDEX "customers_admins" ON "customers" USING btree ("id") WHERE "customers"."role" = 'admin';--> statement-breakpoint
CREATE INDEX "payments_deposits" ON "payments" USING btree ("deposit_login","id") WHERE "payments"."kind" = 'deposit';--> statement-breakpoint
CREATE INDEX "prop_accounts_not_bought" ON "prop_accounts" USING btree ("source","id") WHERE "prop_accounts"."source" <> 'payment';--> statement-breakpoint
CREATE INDEX "finance_operations_other_reasons" ON "finance_operations" USING btree ("reason","order_no") WHERE "finance_operations"."reason" <> 'TR_REASON_PROP';