CREATE TABLE "api_apps" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"first_party" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "customers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"public_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"password_hash" text NOT NULL,
	"role" text DEFAULT 'trader' NOT NULL,
	"app_id" text,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customers_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "customers_role" CHECK ("customers"."role" in ('trader', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" integer NOT NULL,
	"app_id" text,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tier_markets" (
	"tier_id" text NOT NULL,
	"market" text NOT NULL,
	"asset_class" text NOT NULL,
	CONSTRAINT "tier_markets_tier_id_market_pk" PRIMARY KEY("tier_id","market"),
	CONSTRAINT "tier_markets_asset_class" UNIQUE("tier_id","asset_class")
);
--> statement-breakpoint
CREATE TABLE "tiers" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"account_size" integer NOT NULL,
	"price_cents" bigint NOT NULL,
	"currency" text DEFAULT 'usd' NOT NULL,
	"profit_target_pct" numeric(5, 2),
	"max_daily_loss_pct" numeric(5, 2),
	"max_total_loss_pct" numeric(5, 2),
	"profit_split_pct" numeric(5, 2),
	"min_trading_days" integer DEFAULT 0 NOT NULL,
	"recommended" boolean DEFAULT false NOT NULL,
	"sort_index" integer DEFAULT 0 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tiers_size" CHECK ("tiers"."account_size" > 0),
	CONSTRAINT "tiers_currency" CHECK ("tiers"."currency" in ('usd', 'eur', 'gbp', 'chf', 'cad', 'aud')),
	CONSTRAINT "tiers_price" CHECK ("tiers"."price_cents" = 0 or "tiers"."price_cents" >= 50),
	CONSTRAINT "tiers_rules" CHECK ("tiers"."max_daily_loss_pct" <= "tiers"."max_total_loss_pct" and "tiers"."profit_split_pct" <= 100)
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"customer_id" integer NOT NULL,
	"app_id" text,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"locked_until" timestamp with time zone,
	"response" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_scope" UNIQUE NULLS NOT DISTINCT("customer_id","app_id","route","key"),
	CONSTRAINT "idempotency_keys_length" CHECK (length("idempotency_keys"."key") between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "job_runners" (
	"id" text PRIMARY KEY NOT NULL,
	"worker_ids" jsonb NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_refunds_amount" CHECK ("payment_refunds"."amount_cents" > 0)
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" integer NOT NULL,
	"app_id" text,
	"tier_id" text NOT NULL,
	"market" text NOT NULL,
	"asset_class" text NOT NULL,
	"account_size" integer NOT NULL,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	"livemode" boolean NOT NULL,
	"reusable" boolean NOT NULL,
	"idempotency_key_id" uuid,
	"stripe_payment_intent_id" text,
	"stripe_attempt" integer DEFAULT 1 NOT NULL,
	"intent_status" text DEFAULT 'requires_payment_method' NOT NULL,
	"intent_status_at" timestamp with time zone,
	"failure_reason" text,
	"review_reason" text,
	"status" text DEFAULT 'requires_payment_method' NOT NULL,
	"terms_version" text NOT NULL,
	"consent_ip" text NOT NULL,
	"consent_user_agent" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"paid_at" timestamp with time zone,
	"synced_at" timestamp with time zone,
	CONSTRAINT "payments_stripe_payment_intent_id_unique" UNIQUE("stripe_payment_intent_id"),
	CONSTRAINT "payments_amount" CHECK ("payments"."amount_cents" > 0),
	CONSTRAINT "payments_currency" CHECK ("payments"."currency" ~ '^[a-z]{3}$'),
	CONSTRAINT "payments_reusable_is_open" CHECK (not "payments"."reusable" or "payments"."intent_status" in ('requires_payment_method', 'requires_confirmation', 'requires_action')),
	CONSTRAINT "payments_paid" CHECK (("payments"."paid_at" is not null) = ("payments"."intent_status" = 'succeeded')),
	CONSTRAINT "payments_intent_status" CHECK ("payments"."intent_status" in ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'canceled', 'succeeded')),
	CONSTRAINT "payments_status" CHECK ("payments"."status" in ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'canceled', 'succeeded', 'refunded', 'partially_refunded', 'disputed'))
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"livemode" boolean NOT NULL,
	"payload" text NOT NULL,
	"status" text DEFAULT 'received' NOT NULL,
	"note" text,
	"payment_id" text,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone,
	CONSTRAINT "stripe_events_status" CHECK ("stripe_events"."status" in ('received', 'handled', 'ignored'))
);
--> statement-breakpoint
CREATE TABLE "embedded_entities" (
	"address" text PRIMARY KEY NOT NULL,
	"next_subaccount_id" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "embedded_subaccounts" (
	"request_key" text PRIMARY KEY NOT NULL,
	"entity" text NOT NULL,
	"subaccount_id" integer NOT NULL,
	"subaccount_uuid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"asset_class" text NOT NULL,
	"account_size" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "embedded_subaccounts_subaccount_uuid_unique" UNIQUE("subaccount_uuid"),
	CONSTRAINT "embedded_subaccounts_id" UNIQUE("entity","subaccount_id")
);
--> statement-breakpoint
CREATE TABLE "prop_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" integer NOT NULL,
	"app_id" text,
	"source" text NOT NULL,
	"payment_id" text,
	"tier_id" text NOT NULL,
	"market" text NOT NULL,
	"asset_class" text NOT NULL,
	"account_size" integer NOT NULL,
	"provider" text NOT NULL,
	"entity" text,
	"subaccount_id" integer,
	"subaccount_uuid" text,
	"synthetic_hotkey" text,
	"provisioning_attempts" integer DEFAULT 0 NOT NULL,
	"provisioning_error" text,
	"provisioning_failed_at" timestamp with time zone,
	"activated_at" timestamp with time zone,
	"dispute_hold" boolean DEFAULT false NOT NULL,
	"admin_hold" boolean DEFAULT false NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_reason" text,
	"status" text GENERATED ALWAYS AS (case when closed_at is not null then 'closed' when dispute_hold or admin_hold then 'suspended' when activated_at is not null then 'active' when provisioning_failed_at is not null then 'provisioning_failed' else 'provisioning' end) STORED NOT NULL,
	"terms_version" text NOT NULL,
	"consent_ip" text NOT NULL,
	"consent_user_agent" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prop_accounts_payment_id_unique" UNIQUE("payment_id"),
	CONSTRAINT "prop_accounts_subaccount" UNIQUE("provider","entity","subaccount_id"),
	CONSTRAINT "prop_accounts_source" CHECK ("prop_accounts"."source" in ('payment', 'free', 'grant')),
	CONSTRAINT "prop_accounts_paid" CHECK (("prop_accounts"."source" = 'payment') = ("prop_accounts"."payment_id" is not null)),
	CONSTRAINT "prop_accounts_active_has_subaccount" CHECK ("prop_accounts"."activated_at" is null or ("prop_accounts"."subaccount_id" is not null and "prop_accounts"."subaccount_uuid" is not null and "prop_accounts"."synthetic_hotkey" is not null)),
	CONSTRAINT "prop_accounts_subaccount_id" CHECK ("prop_accounts"."subaccount_id" >= 0),
	CONSTRAINT "prop_accounts_closed" CHECK (("prop_accounts"."closed_at" is null) = ("prop_accounts"."closed_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_app_id_api_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."api_apps"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_app_id_api_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."api_apps"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tier_markets" ADD CONSTRAINT "tier_markets_tier_id_tiers_id_fk" FOREIGN KEY ("tier_id") REFERENCES "public"."tiers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_app_id_api_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."api_apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_disputes" ADD CONSTRAINT "payment_disputes_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_refunds" ADD CONSTRAINT "payment_refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_app_id_api_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."api_apps"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_tier_id_tiers_id_fk" FOREIGN KEY ("tier_id") REFERENCES "public"."tiers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_idempotency_key_id_idempotency_keys_id_fk" FOREIGN KEY ("idempotency_key_id") REFERENCES "public"."idempotency_keys"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embedded_subaccounts" ADD CONSTRAINT "embedded_subaccounts_entity_embedded_entities_address_fk" FOREIGN KEY ("entity") REFERENCES "public"."embedded_entities"("address") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD CONSTRAINT "prop_accounts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD CONSTRAINT "prop_accounts_app_id_api_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."api_apps"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD CONSTRAINT "prop_accounts_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD CONSTRAINT "prop_accounts_tier_id_tiers_id_fk" FOREIGN KEY ("tier_id") REFERENCES "public"."tiers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "customers_email_key" ON "customers" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "sessions_customer" ON "sessions" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "payment_disputes_payment" ON "payment_disputes" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "payment_refunds_payment" ON "payment_refunds" USING btree ("payment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_idempotency_key" ON "payments" USING btree ("idempotency_key_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_open_keyless" ON "payments" USING btree ("customer_id","tier_id","market","asset_class","account_size","amount_cents","currency","livemode") WHERE "payments"."reusable";--> statement-breakpoint
CREATE INDEX "payments_customer" ON "payments" USING btree ("customer_id","id");--> statement-breakpoint
CREATE INDEX "payments_unsettled" ON "payments" USING btree ("created_at") WHERE "payments"."intent_status" not in ('succeeded', 'canceled');--> statement-breakpoint
CREATE INDEX "stripe_events_payment" ON "stripe_events" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "stripe_events_received" ON "stripe_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "prop_accounts_customer" ON "prop_accounts" USING btree ("customer_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "prop_accounts_one_free" ON "prop_accounts" USING btree ("customer_id","tier_id") WHERE "prop_accounts"."source" = 'free';