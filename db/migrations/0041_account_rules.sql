-- The indexes read the tables; their writes wait until then. A job fills in the rule sets of old rows.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "challenge_phases" ADD COLUMN "rule_set_id" text;--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "rule_set_id" text;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD COLUMN "rule_set_id" text;--> statement-breakpoint
ALTER TABLE "challenge_phases" ADD CONSTRAINT "challenge_phases_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD CONSTRAINT "prop_accounts_rule_set_id_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "public"."rule_sets"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "challenge_phases_without_rules" ON "challenge_phases" USING btree ("challenge_id") WHERE "challenge_phases"."rule_set_id" is null;--> statement-breakpoint
CREATE INDEX "purchases_without_rules" ON "purchases" USING btree ("id") WHERE "purchases"."rule_set_id" is null;--> statement-breakpoint
CREATE INDEX "prop_accounts_without_rules" ON "prop_accounts" USING btree ("id") WHERE "prop_accounts"."rule_set_id" is null;
--> statement-breakpoint
-- Written by hand from here: as for payments.
CREATE TRIGGER prop_accounts_rule_set BEFORE INSERT OR UPDATE OF tier_terms ON prop_accounts
	FOR EACH ROW WHEN (NEW.tier_terms IS NOT NULL) EXECUTE FUNCTION sold_rule_set();
--> statement-breakpoint
CREATE FUNCTION purchases_rule_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.program := jsonb_set(NEW.program, '{steps}', (
		SELECT jsonb_agg(CASE WHEN step ->> 'rule_set' IS NULL
			THEN step || jsonb_build_object('rule_set', rule_set_of(step)) ELSE step END ORDER BY position)
		FROM jsonb_array_elements(NEW.program -> 'steps') WITH ORDINALITY AS element(step, position)));
	NEW.rule_set_id := NEW.program #>> '{steps,0,rule_set}';
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER purchases_rule_set BEFORE INSERT OR UPDATE OF program ON purchases
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
CREATE TRIGGER challenge_phases_rule_set BEFORE INSERT OR UPDATE OF rule_set_id ON challenge_phases
	FOR EACH ROW WHEN (NEW.rule_set_id IS NULL) EXECUTE FUNCTION challenge_phases_rule_set();
--> statement-breakpoint
-- load functions/purchase_challenge.sql fd3eacf30d2740d88700b146f25e5d2099371ceb27f16bcc1ba0faba2dd5bc5b
