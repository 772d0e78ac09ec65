SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"admin_id" integer NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"reason" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	"request_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_log_reason" CHECK (length(trim("audit_log"."reason")) between 3 and 500)
);
--> statement-breakpoint
DROP INDEX "stripe_events_received";--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_admin_id_customers_id_fk" FOREIGN KEY ("admin_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject_type","subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_log_admin" ON "audit_log" USING btree ("admin_id","id");--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "customers_email_begins" ON "customers" USING btree (lower("email") collate "C");--> statement-breakpoint
CREATE INDEX "challenges_by_status" ON "challenges" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "purchases_by_status" ON "purchases" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "purchases_by_amount" ON "purchases" USING btree ("amount_cents","id");--> statement-breakpoint
CREATE INDEX "purchases_by_payer" ON "purchases" USING btree ("payer_login","id");--> statement-breakpoint
CREATE INDEX "payments_by_status" ON "payments" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "payments_by_amount" ON "payments" USING btree ("amount_cents","id");--> statement-breakpoint
CREATE INDEX "payments_intent_begins" ON "payments" USING btree ("stripe_payment_intent_id" collate "C");--> statement-breakpoint
CREATE INDEX "stripe_events_by_status" ON "stripe_events" USING btree ("status","received_at","id");--> statement-breakpoint
CREATE INDEX "stripe_events_begins" ON "stripe_events" USING btree ("id" collate "C");--> statement-breakpoint
CREATE INDEX "prop_accounts_by_status" ON "prop_accounts" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "prop_accounts_by_size" ON "prop_accounts" USING btree ("account_size","id");--> statement-breakpoint
CREATE INDEX "prop_accounts_hotkey_begins" ON "prop_accounts" USING btree ("synthetic_hotkey" collate "C");--> statement-breakpoint
CREATE INDEX "finance_operations_by_amount" ON "finance_operations" USING btree ("amount_cents","order_no");--> statement-breakpoint
CREATE INDEX "finance_operations_refused" ON "finance_operations" USING btree ("order_no") WHERE "finance_operations"."refusal" is not null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_status" ON "webhook_deliveries" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "stripe_events_received" ON "stripe_events" USING btree ("received_at","id");
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
