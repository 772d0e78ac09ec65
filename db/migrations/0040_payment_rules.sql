-- The index reads the table; its writes wait until then. A job fills in the rule sets of old rows.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "rule_set_id" text;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payments_without_rules" ON "payments" USING btree ("id") WHERE "payments"."rule_set_id" is null and "payments"."tier_id" is not null;
--> statement-breakpoint
-- Written by hand from here. The terms of what is sold name the rule set of each phase; those of the release before, and
-- of old rows, have single rules instead. `given` is a tier's terms.
CREATE FUNCTION terms_with_rules(given jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	rule_set text;
BEGIN
	IF given IS NULL OR given ->> 'rule_set' IS NOT NULL THEN
		RETURN given;
	END IF;
	rule_set := rule_set_of(given);
	RETURN given || jsonb_build_object('rule_set', rule_set, 'phases', jsonb_build_array(
		jsonb_build_object('phase_index', 1, 'phase_type', 0, 'name', 'Evaluation', 'rule_set', rule_set)));
END $$;
--> statement-breakpoint
CREATE FUNCTION sold_rule_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.tier_terms := terms_with_rules(NEW.tier_terms);
	NEW.rule_set_id := NEW.tier_terms ->> 'rule_set';
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payments_rule_set BEFORE INSERT OR UPDATE OF tier_terms ON payments
	FOR EACH ROW WHEN (NEW.tier_terms IS NOT NULL) EXECUTE FUNCTION sold_rule_set();
