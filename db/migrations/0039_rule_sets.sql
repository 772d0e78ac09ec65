-- The tables of the catalog are small; their writes wait until the end.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE TABLE "rule_sets" (
	"id" text PRIMARY KEY NOT NULL,
	"rules" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rule_sets_id" CHECK ("rule_sets"."id" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "rule_sets_fields" CHECK ("rule_sets"."rules" ?& array['version', 'day', 'daily_loss', 'total_loss', 'profit_target', 'min_trading_days', 'time_limit', 'max_trading_days', 'inactivity_days', 'consistency', 'max_open_positions', 'max_lots', 'holding', 'after_withdrawal', 'conduct', 'payout'])
);
--> statement-breakpoint
-- load functions/canonical_json.sql 3244ead6bb2de30295963d644ac03903a6d5e3fcca2a5688e6b2f39f5d5363f9
--> statement-breakpoint
-- load functions/store_rule_set.sql 22e009d0b4dd74dfd039e9f5b017ee28575cfcf6b141af92a822ea96d14704e4
--> statement-breakpoint
-- load functions/rule_set_of.sql 4cbf9dba2af789b51b1cee492bcd0185be9b5297c1988c77197b5fe463451e28
--> statement-breakpoint
-- Written by hand from here. A rule set is what its id says, for ever.
CREATE FUNCTION rule_sets_permanent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		RAISE EXCEPTION 'a rule set can''t be changed or deleted'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_sets_permanent';
	ELSIF NEW.id <> encode(sha256(convert_to(canonical_json(NEW.rules), 'UTF8')), 'hex') THEN
		RAISE EXCEPTION 'the rules have another hash than %', NEW.id
			USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_sets_hash';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rule_sets_permanent BEFORE INSERT OR UPDATE OR DELETE ON rule_sets
	FOR EACH ROW EXECUTE FUNCTION rule_sets_permanent();
--> statement-breakpoint
CREATE TRIGGER rule_sets_not_emptied BEFORE TRUNCATE ON rule_sets
	FOR EACH STATEMENT EXECUTE FUNCTION rule_sets_permanent();
--> statement-breakpoint
ALTER TABLE "program_steps" ALTER COLUMN "account_group" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "program_steps" ADD COLUMN "rule_set_id" text;
--> statement-breakpoint
ALTER TABLE "program_steps" ADD CONSTRAINT "program_steps_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
-- The columns of single rules are a view of the rule set from now on: some rules can't be said by them.
ALTER TABLE "program_steps" DROP CONSTRAINT "program_steps_loss";--> statement-breakpoint
ALTER TABLE "program_steps" DROP CONSTRAINT "program_steps_days";
--> statement-breakpoint
-- The release before writes the columns of single rules, and no rule set. The next release drops it with the columns.
CREATE FUNCTION program_steps_rule_set() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	written boolean := NEW.rule_set_id IS NOT NULL;
BEGIN
	IF TG_OP = 'UPDATE' THEN
		written := NEW.rule_set_id IS DISTINCT FROM OLD.rule_set_id OR (NEW.duration_days, NEW.max_daily_loss_pct,
			NEW.max_total_loss_pct, NEW.profit_target_pct, NEW.profit_split_pct, NEW.min_trading_days,
			NEW.max_trading_days, NEW.max_positions) IS NOT DISTINCT FROM (OLD.duration_days, OLD.max_daily_loss_pct,
			OLD.max_total_loss_pct, OLD.profit_target_pct, OLD.profit_split_pct, OLD.min_trading_days,
			OLD.max_trading_days, OLD.max_positions);
	END IF;
	IF NOT written THEN
		NEW.rule_set_id := rule_set_of(to_jsonb(NEW));
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
UPDATE "program_steps" s SET "rule_set_id" = rule_set_of(to_jsonb(s) || jsonb_build_object('profit_split_pct',
	coalesce(s.profit_split_pct, CASE WHEN s.phase_index = (
		SELECT max(l.phase_index) FROM program_steps l WHERE l.program_id = s.program_id)
		THEN (SELECT p.profit_split_pct FROM programs p WHERE p.id = s.program_id) END)));
--> statement-breakpoint
-- The deferred check of the order of phases comes before the next change of the table.
SET CONSTRAINTS ALL IMMEDIATE;
--> statement-breakpoint
SET CONSTRAINTS ALL DEFERRED;
--> statement-breakpoint
ALTER TABLE "program_steps" ALTER COLUMN "rule_set_id" SET NOT NULL;
--> statement-breakpoint
-- That release may have the profit split on the program alone, which this one writes from the last phase: at the commit,
-- when all phases are there, the last one takes it over.
CREATE FUNCTION split_of_program() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE program_steps s SET rule_set_id = store_rule_set(r.rules || jsonb_build_object('payout', jsonb_build_object(
			'split_pct', round(p.profit_split_pct * 100)::integer, 'steps', '[]'::jsonb, 'first_after_days', 0,
			'schedule', null, 'min_amount', null, 'min_winning_days', null, 'flat', false, 'buffer', null,
			'fee_refund_with', null, 'while_pending', 'frozen')))
		FROM programs p, rule_sets r
		WHERE s.program_id = NEW.program_id AND p.id = s.program_id AND r.id = s.rule_set_id
			AND p.profit_split_pct IS NOT NULL AND r.rules -> 'payout' = 'null'
			AND s.phase_index = (SELECT max(l.phase_index) FROM program_steps l WHERE l.program_id = s.program_id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER split_of_program AFTER INSERT OR UPDATE ON program_steps
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION split_of_program();
--> statement-breakpoint
CREATE TRIGGER program_steps_rule_set BEFORE INSERT OR UPDATE ON program_steps
	FOR EACH ROW EXECUTE FUNCTION program_steps_rule_set();
--> statement-breakpoint
ALTER TABLE "tiers" ADD COLUMN "program_id" integer;
--> statement-breakpoint
ALTER TABLE "tiers" ADD CONSTRAINT "tiers_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
-- A tier from before, or of the release before, is the card offer of a program of its own, which no wallet can buy.
-- The next release drops it with the columns of single rules.
CREATE FUNCTION tiers_program() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	is_edited boolean := TG_OP = 'UPDATE' AND NEW.program_id IS NOT DISTINCT FROM OLD.program_id
		AND (NEW.profit_target_pct, NEW.max_daily_loss_pct, NEW.max_total_loss_pct, NEW.profit_split_pct,
			NEW.min_trading_days) IS DISTINCT FROM (OLD.profit_target_pct, OLD.max_daily_loss_pct,
			OLD.max_total_loss_pct, OLD.profit_split_pct, OLD.min_trading_days);
BEGIN
	IF TG_OP = 'INSERT' AND EXISTS (SELECT FROM tiers t WHERE t.id = NEW.id) THEN
		-- An insert that leaves the existing tier as it is.
		NEW.program_id := (SELECT t.program_id FROM tiers t WHERE t.id = NEW.id);
	ELSIF NEW.program_id IS NULL THEN
		INSERT INTO programs (brand, name, display_name, price_cents, price_currency, profit_split_pct, free_limit,
				status, sort_index)
			VALUES (coalesce((SELECT p.brand FROM programs p ORDER BY p.id LIMIT 1), 'default'),
				(SELECT free.name FROM generate_series(0, (SELECT count(*) FROM programs)) AS n,
					LATERAL (SELECT left(NEW.id, 50) || CASE WHEN n = 0 THEN '' ELSE '-card-' || n END AS name) free
					WHERE NOT EXISTS (SELECT FROM programs p WHERE p.name = free.name) ORDER BY n LIMIT 1),
				NEW.name, 0, NEW.currency, NEW.profit_split_pct, 1, 1, NEW.sort_index)
			RETURNING id INTO NEW.program_id;
		INSERT INTO program_steps (program_id, phase_index, name, rule_set_id)
			VALUES (NEW.program_id, 1, 'Evaluation', rule_set_of(to_jsonb(NEW)));
	ELSIF is_edited THEN
		UPDATE program_steps SET rule_set_id = rule_set_of(to_jsonb(NEW))
			WHERE program_id = NEW.program_id AND phase_index = 1;
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER tiers_program BEFORE INSERT OR UPDATE ON tiers
	FOR EACH ROW EXECUTE FUNCTION tiers_program();
--> statement-breakpoint
UPDATE "tiers" SET "program_id" = NULL;
--> statement-breakpoint
SET CONSTRAINTS ALL IMMEDIATE;
--> statement-breakpoint
SET CONSTRAINTS ALL DEFERRED;
--> statement-breakpoint
ALTER TABLE "tiers" ALTER COLUMN "program_id" SET NOT NULL;
--> statement-breakpoint
CREATE INDEX "tiers_program" ON "tiers" USING btree ("program_id");
