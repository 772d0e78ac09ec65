SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE TABLE "mail_links" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" integer NOT NULL,
	"purpose" text NOT NULL,
	"email" text NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_links_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "mail_links_purpose" CHECK ("mail_links"."purpose" in ('verify_email', 'reset_password'))
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"customer_id" integer NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_customer_id_code_hash_pk" PRIMARY KEY("customer_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "money_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"payment_id" text,
	"login" integer,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"admin_id" integer NOT NULL,
	"idempotency_key" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"stripe_refund_id" text,
	"order_no" integer,
	"problem" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "money_requests_stripe_refund_id_unique" UNIQUE("stripe_refund_id"),
	CONSTRAINT "money_requests_order_no_unique" UNIQUE("order_no"),
	CONSTRAINT "money_requests_key" UNIQUE("admin_id","idempotency_key"),
	CONSTRAINT "money_requests_kind" CHECK ("money_requests"."kind" in ('refund', 'wallet_credit', 'wallet_debit')),
	CONSTRAINT "money_requests_subject" CHECK (("money_requests"."kind" = 'refund') = ("money_requests"."payment_id" is not null) and ("money_requests"."kind" = 'refund') = ("money_requests"."login" is null)),
	CONSTRAINT "money_requests_amount" CHECK ("money_requests"."amount_cents" > 0),
	CONSTRAINT "money_requests_status" CHECK ("money_requests"."status" in ('pending', 'done', 'refused')),
	CONSTRAINT "money_requests_settled" CHECK (("money_requests"."status" = 'pending') = ("money_requests"."settled_at" is null) and ("money_requests"."status" = 'done') = (num_nonnulls("money_requests"."stripe_refund_id", "money_requests"."order_no") = 1) and ("money_requests"."status" <> 'refused' or "money_requests"."problem" is not null)),
	CONSTRAINT "money_requests_reason" CHECK (length(trim("money_requests"."reason")) between 3 and 500)
);
--> statement-breakpoint
ALTER TABLE "api_apps" ADD COLUMN "previous_secret_hash" text;--> statement-breakpoint
ALTER TABLE "api_apps" ADD COLUMN "previous_secret_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "email_verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "totp_secret" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "totp_enabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "totp_last_step" bigint;--> statement-breakpoint
ALTER TABLE "tiers" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "rollback_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "tier_terms" jsonb;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD COLUMN "tier_terms" jsonb;--> statement-breakpoint
ALTER TABLE "account_groups" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account_groups" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_links" ADD CONSTRAINT "mail_links_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_requests" ADD CONSTRAINT "money_requests_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_requests" ADD CONSTRAINT "money_requests_admin_id_customers_id_fk" FOREIGN KEY ("admin_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_links_customer" ON "mail_links" USING btree ("customer_id","purpose");--> statement-breakpoint
CREATE INDEX "mail_links_expiry" ON "mail_links" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "money_requests_one_pending_refund" ON "money_requests" USING btree ("payment_id") WHERE "money_requests"."status" = 'pending' and "money_requests"."kind" = 'refund';--> statement-breakpoint
CREATE INDEX "money_requests_payment" ON "money_requests" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "money_requests_login" ON "money_requests" USING btree ("login");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_totp" CHECK ("customers"."totp_enabled_at" is null or "customers"."totp_secret" is not null);