-- load functions/open_evaluation.sql 7e011396ff841d2738c64bd8eeaf96e7b5f86be228be7034a6afc8a55a89b907
--> statement-breakpoint
-- load functions/add_snapshot_partitions.sql 5d9753a3923c54784f31c5a1b393e8514d65d967529ff824b488af23385094b9
--> statement-breakpoint
-- Takes what no monthly partition does, so that no snapshot is rejected because the job that adds them didn't run.
CREATE TABLE trading_snapshots_other PARTITION OF trading_snapshots DEFAULT;
--> statement-breakpoint
SELECT add_snapshot_partitions();
--> statement-breakpoint
ALTER TABLE evaluations SET (fillfactor = 60);
--> statement-breakpoint
CREATE TRIGGER open_evaluation AFTER INSERT ON challenge_phases
	FOR EACH ROW WHEN (NEW.account_login IS NOT NULL) EXECUTE FUNCTION open_evaluation();
--> statement-breakpoint
-- Phases from before are not monitored: nothing that was never reported ends them.
INSERT INTO venue_accounts (venue, customer_id, login)
	SELECT 'embedded', c.customer_id, p.account_login
	FROM challenge_phases p JOIN challenges c ON c.id = p.challenge_id ORDER BY p.challenge_id, p.phase_index;
--> statement-breakpoint
INSERT INTO evaluations (challenge_id, phase_index, venue_account_id, rule_set_id, initial_cents, opened_at, monitored, state, ended_at)
	SELECT p.challenge_id, p.phase_index, v.id, p.rule_set_id,
		CASE WHEN p.phase_index = 1 THEN u.initial_balance_cents
			ELSE coalesce(((u.program #>> ARRAY['steps', (p.phase_index - 1)::text, 'initial_balance'])::numeric * 100)::bigint, 0) END,
		p.started_at, false,
		CASE p.status WHEN 2 THEN 'passed' WHEN 3 THEN 'breached' WHEN 4 THEN 'cancelled' ELSE 'active' END, p.ended_at
	FROM challenge_phases p JOIN challenges c ON c.id = p.challenge_id JOIN purchases u ON u.id = c.purchase_id
		JOIN venue_accounts v ON v.login = p.account_login AND v.venue = 'embedded'
	ORDER BY p.challenge_id, p.phase_index;
