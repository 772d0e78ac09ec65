-- Old rows have no rule set yet: reads each table once, and nothing waits.
ALTER TABLE "payments" VALIDATE CONSTRAINT "payments_rule_set_id_rule_sets_id_fk";--> statement-breakpoint
ALTER TABLE "purchases" VALIDATE CONSTRAINT "purchases_rule_set_id_rule_sets_id_fk";--> statement-breakpoint
ALTER TABLE "challenge_phases" VALIDATE CONSTRAINT "challenge_phases_rule_set_id_rule_sets_id_fk";--> statement-breakpoint
ALTER TABLE "prop_accounts" VALIDATE CONSTRAINT "prop_accounts_rule_set_id_rule_sets_id_fk";
