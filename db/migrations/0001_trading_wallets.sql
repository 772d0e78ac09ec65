SET LOCAL lock_timeout = '5s';
--> statement-breakpoint
CREATE SEQUENCE "public"."challenge_logins" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 2000100 CACHE 1;
--> statement-breakpoint
CREATE SEQUENCE "public"."wallet_logins" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2000099 START WITH 100001 CACHE 1;
--> statement-breakpoint
CREATE TABLE "challenge_phases" (
	"challenge_id" integer NOT NULL,
	"phase_index" smallint NOT NULL,
	"account_login" integer NOT NULL,
	"status" smallint DEFAULT 1 NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "challenge_phases_challenge_id_phase_index_pk" PRIMARY KEY("challenge_id","phase_index"),
	CONSTRAINT "challenge_phases_account_login_unique" UNIQUE("account_login"),
	CONSTRAINT "challenge_phases_status" CHECK ("challenge_phases"."status" between 0 and 4),
	CONSTRAINT "challenge_phases_ended" CHECK (("challenge_phases"."status" in (2, 3, 4)) = ("challenge_phases"."ended_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "challenges" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "challenges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"purchase_id" integer NOT NULL,
	"program_id" integer NOT NULL,
	"customer_id" integer NOT NULL,
	"account_login" integer NOT NULL,
	"current_phase_index" smallint DEFAULT 1 NOT NULL,
	"status" smallint DEFAULT 1 NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "challenges_purchase_id_unique" UNIQUE("purchase_id"),
	CONSTRAINT "challenges_account_login_unique" UNIQUE("account_login"),
	CONSTRAINT "challenges_status" CHECK ("challenges"."status" between 0 and 4),
	CONSTRAINT "challenges_phase" CHECK ("challenges"."current_phase_index" >= 1),
	CONSTRAINT "challenges_ended" CHECK (("challenges"."status" in (2, 3, 4)) = ("challenges"."ended_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "purchases" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "purchases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"customer_id" integer NOT NULL,
	"program_id" integer NOT NULL,
	"program" jsonb NOT NULL,
	"payer_login" integer NOT NULL,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	"conversion_rate" numeric(18, 8) DEFAULT 1 NOT NULL,
	"account_amount_cents" bigint NOT NULL,
	"account_group" text NOT NULL,
	"account_currency" text NOT NULL,
	"initial_balance_cents" bigint NOT NULL,
	"idempotency_key" text,
	"status" smallint NOT NULL,
	"fee_requested_at" timestamp with time zone,
	"payment_order" integer,
	"account_login" integer,
	"initial_balance_order" integer,
	"payment_rollback_order" integer,
	"initial_balance_rollback_order" integer,
	"account_disabled_at" timestamp with time zone,
	"failure_code" text,
	"failure_message" text,
	"rollback_problem" text,
	"attempts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"resumes" integer DEFAULT 0 NOT NULL,
	"claim" uuid,
	"claimed_until" timestamp with time zone,
	"terms_version" text NOT NULL,
	"consent_ip" text NOT NULL,
	"consent_user_agent" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "purchases_payment_order_unique" UNIQUE("payment_order"),
	CONSTRAINT "purchases_account_login_unique" UNIQUE("account_login"),
	CONSTRAINT "purchases_initial_balance_order_unique" UNIQUE("initial_balance_order"),
	CONSTRAINT "purchases_payment_rollback_order_unique" UNIQUE("payment_rollback_order"),
	CONSTRAINT "purchases_initial_balance_rollback_order_unique" UNIQUE("initial_balance_rollback_order"),
	CONSTRAINT "purchases_idempotency_key" UNIQUE("customer_id","idempotency_key"),
	CONSTRAINT "purchases_key" CHECK (length("purchases"."idempotency_key") between 1 and 255),
	CONSTRAINT "purchases_status" CHECK ("purchases"."status" between 0 and 5),
	CONSTRAINT "purchases_amount" CHECK ("purchases"."amount_cents" >= 0 and "purchases"."account_amount_cents" >= 0),
	CONSTRAINT "purchases_deposit" CHECK ("purchases"."initial_balance_cents" >= 0),
	CONSTRAINT "purchases_free_has_no_fee" CHECK ("purchases"."amount_cents" > 0 or "purchases"."payment_order" is null),
	CONSTRAINT "purchases_paid" CHECK ("purchases"."status" not in (1, 2, 3) or "purchases"."amount_cents" = 0 or "purchases"."payment_order" is not null),
	CONSTRAINT "purchases_account_created" CHECK ("purchases"."status" not in (2, 3) or "purchases"."account_login" is not null),
	CONSTRAINT "purchases_active" CHECK ("purchases"."status" <> 3 or "purchases"."initial_balance_cents" = 0 or "purchases"."initial_balance_order" is not null),
	CONSTRAINT "purchases_failed" CHECK (("purchases"."status" in (4, 5)) = ("purchases"."failure_code" is not null)),
	CONSTRAINT "purchases_refunded" CHECK (("purchases"."status" = 5) = ("purchases"."payment_rollback_order" is not null) and ("purchases"."payment_rollback_order" is null or "purchases"."payment_order" is not null)),
	CONSTRAINT "purchases_balance_rollback" CHECK ("purchases"."initial_balance_rollback_order" is null or ("purchases"."initial_balance_order" is not null and "purchases"."status" in (4, 5)))
);
--> statement-breakpoint
CREATE TABLE "program_steps" (
	"program_id" integer NOT NULL,
	"phase_index" smallint NOT NULL,
	"phase_type" smallint DEFAULT 0 NOT NULL,
	"name" text NOT NULL,
	"account_group" text NOT NULL,
	"duration_days" integer,
	"max_daily_loss_pct" numeric(5, 2),
	"max_total_loss_pct" numeric(5, 2),
	"profit_target_pct" numeric(5, 2),
	"profit_split_pct" numeric(5, 2),
	"min_trading_days" integer DEFAULT 0 NOT NULL,
	"max_trading_days" integer,
	"max_positions" integer,
	CONSTRAINT "program_steps_program_id_phase_index_pk" PRIMARY KEY("program_id","phase_index"),
	CONSTRAINT "program_steps_index" CHECK ("program_steps"."phase_index" >= 1),
	CONSTRAINT "program_steps_type" CHECK ("program_steps"."phase_type" in (0, 1)),
	CONSTRAINT "program_steps_loss" CHECK (coalesce("program_steps"."max_daily_loss_pct", 1) > 0 and coalesce("program_steps"."max_total_loss_pct", 1) > 0 and coalesce("program_steps"."max_total_loss_pct", 100) <= 100 and ("program_steps"."max_daily_loss_pct" is null or coalesce("program_steps"."max_total_loss_pct" >= "program_steps"."max_daily_loss_pct", false))),
	CONSTRAINT "program_steps_target" CHECK ("program_steps"."profit_target_pct" > 0),
	CONSTRAINT "program_steps_split" CHECK ("program_steps"."profit_split_pct" between 0 and 100),
	CONSTRAINT "program_steps_days" CHECK ("program_steps"."min_trading_days" >= 0 and coalesce("program_steps"."max_trading_days", 1) >= 1 and coalesce("program_steps"."duration_days", 1) >= 1 and "program_steps"."min_trading_days" <= coalesce("program_steps"."max_trading_days", "program_steps"."min_trading_days") and "program_steps"."min_trading_days" <= coalesce("program_steps"."duration_days", "program_steps"."min_trading_days") and coalesce("program_steps"."max_trading_days" <= "program_steps"."duration_days", true)),
	CONSTRAINT "program_steps_positions" CHECK ("program_steps"."max_positions" >= 1)
);
--> statement-breakpoint
CREATE TABLE "programs" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "programs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"brand" text NOT NULL,
	"name" text NOT NULL,
	"display_name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"price_cents" bigint NOT NULL,
	"price_currency" text DEFAULT 'usd' NOT NULL,
	"price_label" text DEFAULT '' NOT NULL,
	"profit_split_pct" numeric(5, 2),
	"status" smallint DEFAULT 0 NOT NULL,
	"sort_index" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "programs_name_unique" UNIQUE("name"),
	CONSTRAINT "programs_name" CHECK (length("programs"."name") between 1 and 64),
	CONSTRAINT "programs_status" CHECK ("programs"."status" in (0, 1, 2)),
	CONSTRAINT "programs_currency" CHECK ("programs"."price_currency" in ('usd', 'eur', 'gbp', 'chf', 'cad', 'aud')),
	CONSTRAINT "programs_price" CHECK ("programs"."price_cents" = 0 or "programs"."price_cents" >= 50),
	CONSTRAINT "programs_profit_split" CHECK ("programs"."profit_split_pct" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "account_groups" (
	"name" text PRIMARY KEY NOT NULL,
	"brand" text NOT NULL,
	"account_mode" smallint NOT NULL,
	"currency" text NOT NULL,
	"leverage" integer NOT NULL,
	"default_deposit_cents" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_groups_terms" UNIQUE("name","account_mode","currency"),
	CONSTRAINT "account_groups_mode" CHECK ("account_groups"."account_mode" in (0, 1)),
	CONSTRAINT "account_groups_currency" CHECK ("account_groups"."currency" ~ '^[a-z]{3}$'),
	CONSTRAINT "account_groups_leverage" CHECK ("account_groups"."leverage" between 1 and 1000),
	CONSTRAINT "account_groups_deposit" CHECK ("account_groups"."default_deposit_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "finance_operations" (
	"order_no" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "finance_operations_order_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 500100 CACHE 1),
	"login" integer NOT NULL,
	"command" smallint NOT NULL,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	"balance_after_cents" bigint,
	"reason" text NOT NULL,
	"comment" text NOT NULL,
	"api_data" jsonb NOT NULL,
	"request_key" text NOT NULL,
	"refusal" text,
	"reverses_order" integer,
	"reversed_amount_cents" bigint GENERATED ALWAYS AS (case when reverses_order is not null then - amount_cents end) STORED,
	"reversed_by_order" integer,
	"booked_cents" bigint GENERATED ALWAYS AS (case when refusal is null then amount_cents end) STORED,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "finance_operations_request_key_unique" UNIQUE("request_key"),
	CONSTRAINT "finance_operations_reverses_order_unique" UNIQUE("reverses_order"),
	CONSTRAINT "finance_operations_reversed_by_order_unique" UNIQUE("reversed_by_order"),
	CONSTRAINT "finance_operations_movement" UNIQUE("order_no","login","currency","booked_cents"),
	CONSTRAINT "finance_operations_reversal_pair" UNIQUE("order_no","reverses_order"),
	CONSTRAINT "finance_operations_sign" CHECK (("finance_operations"."command" = 6 and "finance_operations"."amount_cents" > 0) or ("finance_operations"."command" = 8 and "finance_operations"."amount_cents" < 0)),
	CONSTRAINT "finance_operations_done" CHECK (("finance_operations"."refusal" is null) = ("finance_operations"."balance_after_cents" is not null)),
	CONSTRAINT "finance_operations_refused_reverses_nothing" CHECK ("finance_operations"."refusal" is null or ("finance_operations"."reverses_order" is null and "finance_operations"."reversed_by_order" is null))
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"order_no" integer NOT NULL,
	"login" integer,
	"house_account" text,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "postings_one_owner" CHECK (num_nonnulls("postings"."login", "postings"."house_account") = 1)
);
--> statement-breakpoint
CREATE TABLE "trading_accounts" (
	"login" integer PRIMARY KEY NOT NULL,
	"customer_id" integer NOT NULL,
	"purpose" text NOT NULL,
	"group_name" text NOT NULL,
	"account_mode" smallint NOT NULL,
	"currency" text NOT NULL,
	"leverage" integer NOT NULL,
	"balance_cents" bigint DEFAULT 0 NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"request_key" text NOT NULL,
	"password_hash" text,
	"must_change_password" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trading_accounts_request_key_unique" UNIQUE("request_key"),
	CONSTRAINT "trading_accounts_currency" UNIQUE("login","currency"),
	CONSTRAINT "trading_accounts_purpose" CHECK ("trading_accounts"."purpose" in ('wallet', 'challenge')),
	CONSTRAINT "trading_accounts_real_not_negative" CHECK ("trading_accounts"."account_mode" = 0 or "trading_accounts"."balance_cents" >= 0)
);
--> statement-breakpoint
ALTER TABLE "challenge_phases" ADD CONSTRAINT "challenge_phases_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "public"."challenges"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_purchase_id_purchases_id_fk" FOREIGN KEY ("purchase_id") REFERENCES "public"."purchases"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "program_steps" ADD CONSTRAINT "program_steps_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "finance_operations" ADD CONSTRAINT "finance_operations_account" FOREIGN KEY ("login","currency") REFERENCES "public"."trading_accounts"("login","currency") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "finance_operations" ADD CONSTRAINT "finance_operations_reversal" FOREIGN KEY ("reverses_order","login","currency","reversed_amount_cents") REFERENCES "public"."finance_operations"("order_no","login","currency","booked_cents") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "finance_operations" ADD CONSTRAINT "finance_operations_reversed_by" FOREIGN KEY ("reversed_by_order","order_no") REFERENCES "public"."finance_operations"("order_no","reverses_order") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_order_no_finance_operations_order_no_fk" FOREIGN KEY ("order_no") REFERENCES "public"."finance_operations"("order_no") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_login_trading_accounts_login_fk" FOREIGN KEY ("login") REFERENCES "public"."trading_accounts"("login") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "trading_accounts" ADD CONSTRAINT "trading_accounts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "trading_accounts" ADD CONSTRAINT "trading_accounts_group" FOREIGN KEY ("group_name","account_mode","currency") REFERENCES "public"."account_groups"("name","account_mode","currency") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "challenges_customer" ON "challenges" USING btree ("customer_id","id");
--> statement-breakpoint
CREATE INDEX "purchases_customer" ON "purchases" USING btree ("customer_id","id");
--> statement-breakpoint
CREATE INDEX "purchases_unsettled" ON "purchases" USING btree ("updated_at") WHERE "purchases"."status" in (0, 1, 2) or "purchases"."rollback_problem" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX "program_steps_one_funded" ON "program_steps" USING btree ("program_id") WHERE "program_steps"."phase_type" = 1;
--> statement-breakpoint
CREATE UNIQUE INDEX "finance_operations_one_per_purchase" ON "finance_operations" USING btree ((api_data ->> 'purchase_id'),"comment") WHERE refusal is null and reverses_order is null and reversed_by_order is null and reason = 'TR_REASON_PROP';
--> statement-breakpoint
CREATE INDEX "finance_operations_statement" ON "finance_operations" USING btree ("login","order_no");
--> statement-breakpoint
CREATE UNIQUE INDEX "postings_two_sides" ON "postings" USING btree ("order_no",(login is null));
--> statement-breakpoint
CREATE INDEX "postings_house" ON "postings" USING btree ("house_account") WHERE "postings"."house_account" is not null;
--> statement-breakpoint
CREATE INDEX "trading_accounts_customer" ON "trading_accounts" USING btree ("customer_id","login");
--> statement-breakpoint
CREATE FUNCTION program_steps_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	changed integer;
	found record;
BEGIN
	FOREACH changed IN ARRAY array_remove(ARRAY[NEW.program_id, OLD.program_id], NULL) LOOP
		SELECT count(*) AS steps, coalesce(max(phase_index), 0) AS last, max(phase_index) FILTER (WHERE phase_type = 1) AS funded
			INTO found FROM program_steps WHERE program_id = changed;
		IF found.steps <> found.last THEN
			RAISE EXCEPTION 'the steps of program % do not count from 1 without a gap', changed
				USING ERRCODE = 'check_violation', CONSTRAINT = 'program_steps_in_order';
		END IF;
		IF found.funded <> found.last THEN
			RAISE EXCEPTION 'a funded step must be the last of program %', changed
				USING ERRCODE = 'check_violation', CONSTRAINT = 'program_steps_funded_last';
		END IF;
	END LOOP;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER program_steps_in_order AFTER INSERT OR UPDATE OR DELETE ON program_steps
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION program_steps_in_order();
--> statement-breakpoint
CREATE FUNCTION finance_operation_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	found record;
BEGIN
	SELECT o.refusal IS NULL AS booked, count(p.*) AS sides, coalesce(sum(p.amount_cents), 0) AS total,
			count(p.*) FILTER (WHERE p.login = o.login AND p.amount_cents = o.amount_cents) AS own,
			count(p.*) FILTER (WHERE p.currency <> o.currency) AS foreign_sides
		INTO found FROM finance_operations o LEFT JOIN postings p ON p.order_no = o.order_no
		WHERE o.order_no = NEW.order_no GROUP BY o.order_no;
	IF found.total <> 0 OR found.foreign_sides > 0 OR found.sides <> (CASE WHEN found.booked THEN 2 ELSE 0 END)
			OR found.own <> (CASE WHEN found.booked THEN 1 ELSE 0 END) THEN
		RAISE EXCEPTION 'the postings of operation % do not balance', NEW.order_no
			USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_balance';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER finance_operation_balances AFTER INSERT ON finance_operations
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION finance_operation_balances();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER postings_balance AFTER INSERT ON postings
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION finance_operation_balances();
--> statement-breakpoint
CREATE FUNCTION finance_operation_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	before bigint;
BEGIN
	SELECT balance_after_cents INTO before FROM finance_operations
		WHERE login = NEW.login AND order_no < NEW.order_no AND refusal IS NULL ORDER BY order_no DESC LIMIT 1;
	IF NEW.balance_after_cents <> coalesce(before, 0) + NEW.amount_cents THEN
		RAISE EXCEPTION 'operation % does not go on from the balance before it', NEW.order_no
			USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_follow';
	END IF;
	IF NEW.reverses_order IS NOT NULL AND NOT EXISTS (
			SELECT FROM finance_operations WHERE order_no = NEW.reverses_order AND reversed_by_order = NEW.order_no) THEN
		RAISE EXCEPTION 'operation % reverses % , which does not say so', NEW.order_no, NEW.reverses_order
			USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_reversal_marked';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER finance_operation_follows AFTER INSERT ON finance_operations
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.refusal IS NULL) EXECUTE FUNCTION finance_operation_follows();
--> statement-breakpoint
CREATE FUNCTION trading_account_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	booked bigint;
	actual bigint;
BEGIN
	SELECT balance_after_cents INTO booked FROM finance_operations
		WHERE login = NEW.login AND refusal IS NULL ORDER BY order_no DESC LIMIT 1;
	SELECT balance_cents INTO actual FROM trading_accounts WHERE login = NEW.login;
	IF actual <> coalesce(booked, 0) THEN
		RAISE EXCEPTION 'the balance of account % is not what its operations say', NEW.login
			USING ERRCODE = 'check_violation', CONSTRAINT = 'trading_accounts_balance';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER trading_account_balance AFTER INSERT OR UPDATE OF balance_cents ON trading_accounts
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trading_account_balance();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER finance_operation_moves AFTER INSERT ON finance_operations
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.refusal IS NULL) EXECUTE FUNCTION trading_account_balance();
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
		USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER postings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON postings
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER finance_operations_no_delete BEFORE DELETE OR TRUNCATE ON finance_operations
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER finance_operations_append_only BEFORE UPDATE ON finance_operations FOR EACH ROW
	WHEN (OLD.reversed_by_order IS NOT NULL OR NEW.reversed_by_order IS NULL
		OR (OLD.order_no, OLD.login, OLD.command, OLD.amount_cents, OLD.currency, OLD.balance_after_cents, OLD.reason, OLD.comment, OLD.api_data, OLD.request_key, OLD.refusal, OLD.reverses_order, OLD.created_at)
			IS DISTINCT FROM (NEW.order_no, NEW.login, NEW.command, NEW.amount_cents, NEW.currency, NEW.balance_after_cents, NEW.reason, NEW.comment, NEW.api_data, NEW.request_key, NEW.refusal, NEW.reverses_order, NEW.created_at))
	EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION open_wallet_of_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM graphile_worker.add_job('open-wallet', json_build_object('customer_id', NEW.id), run_at => now() + interval '10 seconds');
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_wallet AFTER INSERT ON customers FOR EACH ROW EXECUTE FUNCTION open_wallet_of_customer();
--> statement-breakpoint
DROP INDEX "payments_one_open_keyless";
--> statement-breakpoint
ALTER TABLE "payments" ALTER COLUMN "tier_id" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "payments" ALTER COLUMN "market" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "payments" ALTER COLUMN "asset_class" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "payments" ALTER COLUMN "account_size" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "kind" text DEFAULT 'challenge' NOT NULL;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "deposit_login" integer;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "deposit_order" integer;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "deposit_attempt" integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_open_keyless_deposit" ON "payments" USING btree ("customer_id","deposit_login","amount_cents","currency","livemode") WHERE "payments"."reusable" and "payments"."kind" = 'deposit';
--> statement-breakpoint
CREATE INDEX "payments_review" ON "payments" USING btree ("id") WHERE "payments"."review_reason" is not null;
--> statement-breakpoint
CREATE INDEX "payments_uncredited" ON "payments" USING btree ("id") WHERE "payments"."kind" = 'deposit' and "payments"."paid_at" is not null and "payments"."deposit_order" is null;
--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_open_keyless" ON "payments" USING btree ("customer_id","tier_id","market","asset_class","account_size","amount_cents","currency","livemode") WHERE "payments"."reusable" and "payments"."kind" = 'challenge';
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_deposit_order_unique" UNIQUE("deposit_order");
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_kind" CHECK ("payments"."kind" in ('challenge', 'deposit'));
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_what" CHECK (num_nonnulls("payments"."tier_id", "payments"."market", "payments"."asset_class", "payments"."account_size") = case "payments"."kind" when 'challenge' then 4 else 0 end and ("payments"."kind" = 'deposit') = ("payments"."deposit_login" is not null));
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_credited_once_paid" CHECK ("payments"."deposit_order" is null or ("payments"."paid_at" is not null and "payments"."kind" = 'deposit'));
--> statement-breakpoint
SELECT graphile_worker.add_job('open-wallet', json_build_object('customer_id', id), priority => 10) FROM customers;
