-- Each table is locked for an instant: rows aren't read, and constraints are validated by 0043. A job fills in the rule
-- sets of old rows.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "challenge_phases" ADD COLUMN "rule_set_id" text;--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "rule_set_id" text;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "rule_set_id" text;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD COLUMN "rule_set_id" text;--> statement-breakpoint
ALTER TABLE "challenge_phases" ADD CONSTRAINT "challenge_phases_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD CONSTRAINT "prop_accounts_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action NOT VALID;
--> statement-breakpoint
-- Written by hand from here. What is sold names the rule set of each phase; what the release before sells, and old rows,
-- have single rules instead. `sold` are a tier's terms, in this currency.
CREATE FUNCTION terms_with_rules(sold jsonb, currency text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	rule_set text;
BEGIN
	IF sold IS NULL OR sold ->> 'rule_set' IS NOT NULL THEN
		RETURN sold;
	END IF;
	rule_set := rule_set_of(sold);
	RETURN sold || jsonb_build_object('currency', currency, 'rule_set', rule_set, 'phases', jsonb_build_array(
		jsonb_build_object('phase_index', 1, 'phase_type', 0, 'name', 'Evaluation', 'rule_set', rule_set)));
END $$;
--> statement-breakpoint
CREATE FUNCTION program_with_rules(sold jsonb) RETURNS jsonb LANGUAGE sql AS $$
	-- The program's own split is that of its last phase.
	SELECT jsonb_set(sold, '{steps}', jsonb_agg(CASE WHEN step ->> 'rule_set' IS NOT NULL THEN step ELSE
			step || jsonb_build_object('rule_set', rule_set_of(CASE
				WHEN step ->> 'profit_split' IS NULL AND position = jsonb_array_length(sold -> 'steps')
				THEN step || jsonb_build_object('profit_split', sold -> 'profit_split') ELSE step END)) END
			ORDER BY position))
		FROM jsonb_array_elements(sold -> 'steps') WITH ORDINALITY AS element(step, position)
$$;
--> statement-breakpoint
CREATE FUNCTION payments_rule_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.tier_terms := terms_with_rules(NEW.tier_terms, NEW.currency);
	NEW.rule_set_id := NEW.tier_terms ->> 'rule_set';
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payments_rule_set BEFORE INSERT ON payments
	FOR EACH ROW WHEN (NEW.tier_terms IS NOT NULL) EXECUTE FUNCTION payments_rule_set();
--> statement-breakpoint
CREATE FUNCTION prop_accounts_rule_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.tier_terms := terms_with_rules(NEW.tier_terms, coalesce(
		(SELECT p.currency FROM payments p WHERE p.id = NEW.payment_id),
		(SELECT t.currency FROM tiers t WHERE t.id = NEW.tier_id)));
	NEW.rule_set_id := NEW.tier_terms ->> 'rule_set';
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER prop_accounts_rule_set BEFORE INSERT ON prop_accounts
	FOR EACH ROW WHEN (NEW.tier_terms IS NOT NULL) EXECUTE FUNCTION prop_accounts_rule_set();
--> statement-breakpoint
CREATE FUNCTION purchases_rule_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.program := program_with_rules(NEW.program);
	NEW.rule_set_id := NEW.program #>> '{steps,0,rule_set}';
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER purchases_rule_set BEFORE INSERT ON purchases
	FOR EACH ROW WHEN (NEW.rule_set_id IS NULL AND jsonb_typeof(NEW.program #> '{steps,0}') = 'object')
	EXECUTE FUNCTION purchases_rule_set();
--> statement-breakpoint
CREATE FUNCTION challenge_phases_rule_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.rule_set_id := (SELECT step ->> 'rule_set'
		FROM challenges c JOIN purchases p ON p.id = c.purchase_id,
			jsonb_array_elements(p.program -> 'steps') AS element(step)
		WHERE c.id = NEW.challenge_id AND (step ->> 'phase_index')::integer = NEW.phase_index);
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER challenge_phases_rule_set BEFORE INSERT ON challenge_phases
	FOR EACH ROW WHEN (NEW.rule_set_id IS NULL) EXECUTE FUNCTION challenge_phases_rule_set();
--> statement-breakpoint
-- After the update and not before it: a BEFORE UPDATE trigger makes every update that names a unique column lock its row
-- against the foreign keys that refer to it.
CREATE FUNCTION rule_set_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'what was sold keeps its rules' USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_set_kept';
END $$;
--> statement-breakpoint
CREATE FUNCTION payments_rules_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- An open payment that is found again takes the terms of that moment; a paid one keeps its own.
	IF NOT OLD.reusable AND OLD.rule_set_id <> coalesce(NEW.rule_set_id, '') THEN
		RAISE EXCEPTION 'what was sold keeps its rules' USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_set_kept';
	END IF;
	-- The release before writes terms without rule sets.
	UPDATE payments SET tier_terms = terms.rules, rule_set_id = terms.rules ->> 'rule_set'
		FROM (SELECT terms_with_rules(NEW.tier_terms, NEW.currency) AS rules) terms
		WHERE id = NEW.id AND rule_set_id IS DISTINCT FROM terms.rules ->> 'rule_set';
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER payments_rules_follow AFTER UPDATE OF tier_terms, rule_set_id ON payments
	FOR EACH ROW WHEN (NEW.tier_terms ->> 'rule_set' IS DISTINCT FROM NEW.rule_set_id
		OR NEW.rule_set_id IS DISTINCT FROM OLD.rule_set_id)
	EXECUTE FUNCTION payments_rules_follow();
--> statement-breakpoint
CREATE TRIGGER prop_accounts_rule_set_kept AFTER UPDATE OF rule_set_id, tier_terms ON prop_accounts
	FOR EACH ROW WHEN (OLD.rule_set_id IS NOT NULL AND (NEW.rule_set_id IS DISTINCT FROM OLD.rule_set_id
		OR NEW.tier_terms ->> 'rule_set' IS DISTINCT FROM OLD.rule_set_id))
	EXECUTE FUNCTION rule_set_kept();
--> statement-breakpoint
CREATE TRIGGER purchases_rule_set_kept AFTER UPDATE OF rule_set_id, program ON purchases
	FOR EACH ROW WHEN (OLD.rule_set_id IS NOT NULL AND (NEW.rule_set_id IS DISTINCT FROM OLD.rule_set_id
		OR NEW.program -> 'steps' IS DISTINCT FROM OLD.program -> 'steps'))
	EXECUTE FUNCTION rule_set_kept();
--> statement-breakpoint
CREATE TRIGGER challenge_phases_rule_set_kept AFTER UPDATE OF rule_set_id ON challenge_phases
	FOR EACH ROW WHEN (OLD.rule_set_id IS NOT NULL AND NEW.rule_set_id IS DISTINCT FROM OLD.rule_set_id)
	EXECUTE FUNCTION rule_set_kept();
--> statement-breakpoint
-- load functions/purchase_challenge.sql fd3eacf30d2740d88700b146f25e5d2099371ceb27f16bcc1ba0faba2dd5bc5b
