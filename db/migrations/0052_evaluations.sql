CREATE TABLE "evaluations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "evaluations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"challenge_id" integer NOT NULL,
	"phase_index" smallint NOT NULL,
	"venue_account_id" bigint NOT NULL,
	"rule_set_id" text,
	"initial_cents" bigint NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"monitored" boolean NOT NULL,
	"source_id" text,
	"next_seq" bigint DEFAULT 1 NOT NULL,
	"judged" json,
	"due_at" timestamp with time zone,
	"clock_at" timestamp with time zone,
	"last_event_at" timestamp with time zone,
	"last_received_at" timestamp with time zone,
	"last_gap_at" timestamp with time zone,
	"unexplained_cents" bigint DEFAULT 0 NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "evaluations_venue_account_id_unique" UNIQUE("venue_account_id"),
	CONSTRAINT "evaluations_phase_index" UNIQUE("challenge_id","phase_index"),
	CONSTRAINT "evaluations_state" CHECK ("evaluations"."state" in ('active', 'paused', 'held', 'passed', 'breached', 'expired', 'cancelled')),
	CONSTRAINT "evaluations_ended" CHECK (("evaluations"."state" in ('passed', 'breached', 'expired', 'cancelled')) = ("evaluations"."ended_at" is not null)),
	CONSTRAINT "evaluations_due_monitored" CHECK ("evaluations"."due_at" is null or ("evaluations"."monitored" and "evaluations"."ended_at" is null)),
	CONSTRAINT "evaluations_rules" CHECK (not "evaluations"."monitored" or "evaluations"."rule_set_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "trading_events" (
	"evaluation_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"source_id" text NOT NULL,
	"body" json NOT NULL,
	CONSTRAINT "trading_events_evaluation_id_seq_pk" PRIMARY KEY("evaluation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "trading_snapshots" (
	"evaluation_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"source_id" text NOT NULL,
	"body" json NOT NULL,
	CONSTRAINT "trading_snapshots_evaluation_id_seq_received_at_pk" PRIMARY KEY("evaluation_id","seq","received_at")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
CREATE TABLE "trading_sources" (
	"id" text PRIMARY KEY NOT NULL,
	"app_id" text NOT NULL,
	"venue" text NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trading_sources_id" CHECK ("trading_sources"."id" ~ '^[a-z0-9][a-z0-9._-]{0,63}$')
);
--> statement-breakpoint
CREATE TABLE "venue_accounts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "venue_accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"venue" text NOT NULL,
	"customer_id" integer NOT NULL,
	"login" integer,
	"prop_account_id" text,
	"hotkey" text,
	"commands" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "venue_accounts_login" UNIQUE("login","venue"),
	CONSTRAINT "venue_accounts_prop_account" UNIQUE("prop_account_id"),
	CONSTRAINT "venue_accounts_hotkey" UNIQUE("hotkey","venue"),
	CONSTRAINT "venue_accounts_one" CHECK (num_nonnulls("venue_accounts"."login", "venue_accounts"."prop_account_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "venue_commands" (
	"id" text PRIMARY KEY NOT NULL,
	"venue_account_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"verdict_id" text,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"sent_at" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "venue_commands_number" UNIQUE("venue_account_id","number"),
	CONSTRAINT "venue_commands_kind" CHECK ("venue_commands"."kind" in ('disable', 'enable', 'close_all')),
	CONSTRAINT "venue_commands_state" CHECK ("venue_commands"."state" in ('pending', 'accepted', 'done', 'failed', 'unsupported', 'superseded')),
	CONSTRAINT "venue_commands_acknowledged" CHECK (("venue_commands"."state" in ('done', 'failed', 'unsupported')) = ("venue_commands"."acknowledged_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "verdict_evidence" (
	"verdict_id" text PRIMARY KEY NOT NULL,
	"event" json,
	"state_before" json NOT NULL,
	"state_after" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verdicts" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"rule" text,
	"threshold" bigint,
	"observed" bigint,
	"comparison" text,
	"at" timestamp with time zone NOT NULL,
	"detected_at" timestamp with time zone DEFAULT now() NOT NULL,
	"event_seq" bigint,
	"rule_set_id" text NOT NULL,
	"judge_version" text NOT NULL,
	"standing" text DEFAULT 'final' NOT NULL,
	"doubt" text,
	CONSTRAINT "verdicts_kind" CHECK ("verdicts"."kind" in ('warned', 'paused', 'resumed', 'breached', 'target_reached', 'passed', 'expired', 'review', 'day_counted')),
	CONSTRAINT "verdicts_standing" CHECK ("verdicts"."standing" in ('final', 'provisional', 'disputed', 'upheld', 'overturned')),
	CONSTRAINT "verdicts_doubt" CHECK ("verdicts"."standing" <> 'provisional' or "verdicts"."doubt" is not null),
	CONSTRAINT "verdicts_breach_holds" CHECK ("verdicts"."kind" not in ('breached', 'paused') or case "verdicts"."comparison" when 'below' then "verdicts"."observed" < "verdicts"."threshold" when 'at_or_below' then "verdicts"."observed" <= "verdicts"."threshold" when 'above' then "verdicts"."observed" > "verdicts"."threshold" else false end)
);
--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_venue_account_id_venue_accounts_id_fk" FOREIGN KEY ("venue_account_id") REFERENCES "public"."venue_accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_source_id_trading_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."trading_sources"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_phase" FOREIGN KEY ("challenge_id","phase_index") REFERENCES "public"."challenge_phases"("challenge_id","phase_index") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trading_sources" ADD CONSTRAINT "trading_sources_app_id_api_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."api_apps"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_accounts" ADD CONSTRAINT "venue_accounts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_commands" ADD CONSTRAINT "venue_commands_venue_account_id_venue_accounts_id_fk" FOREIGN KEY ("venue_account_id") REFERENCES "public"."venue_accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_commands" ADD CONSTRAINT "venue_commands_verdict_id_verdicts_id_fk" FOREIGN KEY ("verdict_id") REFERENCES "public"."verdicts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict_evidence" ADD CONSTRAINT "verdict_evidence_verdict_id_verdicts_id_fk" FOREIGN KEY ("verdict_id") REFERENCES "public"."verdicts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "evaluations_one_running" ON "evaluations" USING btree ("challenge_id") WHERE "evaluations"."state" in ('active', 'paused', 'held');--> statement-breakpoint
CREATE INDEX "evaluations_due" ON "evaluations" USING btree ("due_at") WHERE "evaluations"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "evaluations_by_state" ON "evaluations" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "trading_sources_app" ON "trading_sources" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "venue_accounts_customer" ON "venue_accounts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "venue_commands_open" ON "venue_commands" USING btree ("created_at") WHERE "venue_commands"."state" in ('pending', 'accepted', 'failed', 'unsupported');--> statement-breakpoint
CREATE INDEX "venue_commands_verdict" ON "venue_commands" USING btree ("verdict_id") WHERE "venue_commands"."verdict_id" is not null;--> statement-breakpoint
CREATE INDEX "verdicts_evaluation" ON "verdicts" USING btree ("evaluation_id","at");--> statement-breakpoint
CREATE INDEX "verdicts_by_kind" ON "verdicts" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "verdicts_provisional" ON "verdicts" USING btree ("id") WHERE "verdicts"."standing" = 'provisional';--> statement-breakpoint
CREATE UNIQUE INDEX "verdicts_one_ending" ON "verdicts" USING btree ("evaluation_id") WHERE "verdicts"."kind" in ('breached', 'passed', 'expired') and "verdicts"."standing" <> 'overturned';