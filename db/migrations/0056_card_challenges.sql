ALTER TABLE "challenge_phases" ALTER COLUMN "account_login" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "challenges" ALTER COLUMN "purchase_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "challenges" ALTER COLUMN "account_login" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "prop_account_id" text;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_prop_account_id_unique" UNIQUE("prop_account_id");--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_bought" CHECK (num_nonnulls("challenges"."purchase_id", "challenges"."prop_account_id") = 1);--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_login" CHECK ("challenges"."purchase_id" is null or "challenges"."account_login" is not null);--> statement-breakpoint
-- load functions/open_evaluation.sql d05900420b611dee847bbf7dcbe7ead0adc8ba90ec51af6cf78728de6ec7edaf
--> statement-breakpoint
-- load functions/challenge_follows_account.sql 182ad1b75b8b8560d85a23b92c5f9efda36cb3290af878df12eb284b5b2a0b30
--> statement-breakpoint
CREATE OR REPLACE TRIGGER open_evaluation AFTER INSERT ON challenge_phases
	FOR EACH ROW EXECUTE FUNCTION open_evaluation();
--> statement-breakpoint
CREATE TRIGGER challenge_follows_account AFTER UPDATE ON prop_accounts
	FOR EACH ROW WHEN (NEW.activated_at IS DISTINCT FROM OLD.activated_at OR NEW.closed_at IS DISTINCT FROM OLD.closed_at)
	EXECUTE FUNCTION challenge_follows_account();
--> statement-breakpoint
-- Accounts from before are not monitored: nothing that was never reported ends them.
INSERT INTO challenges (prop_account_id, program_id, customer_id, status, started_at, ended_at)
	SELECT a.id, t.program_id, a.customer_id, CASE WHEN a.closed_at IS NULL THEN 1 ELSE 4 END, a.activated_at, a.closed_at
	FROM prop_accounts a JOIN tiers t ON t.id = a.tier_id WHERE a.activated_at IS NOT NULL ORDER BY a.id;
--> statement-breakpoint
INSERT INTO challenge_phases (challenge_id, phase_index, rule_set_id, status, started_at, ended_at)
	SELECT c.id, 1, a.rule_set_id, c.status, c.started_at, c.ended_at
	FROM challenges c JOIN prop_accounts a ON a.id = c.prop_account_id ORDER BY c.id;
--> statement-breakpoint
UPDATE evaluations e SET monitored = false, due_at = NULL, ended_at = c.ended_at,
		state = CASE WHEN c.status = 4 THEN 'cancelled' ELSE 'active' END
	FROM challenges c WHERE c.id = e.challenge_id AND c.prop_account_id IS NOT NULL;
