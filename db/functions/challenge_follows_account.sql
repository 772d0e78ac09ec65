-- The challenge of a prop account: it begins when the account is activated, whichever release activates it, is canceled when
-- the account is closed, and goes on if the account is reopened because a refund failed. The account is locked, then its
-- evaluation, then its challenge.
CREATE OR REPLACE FUNCTION challenge_follows_account() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	new_id integer;
BEGIN
	IF NEW.activated_at IS NOT NULL AND OLD.activated_at IS NULL
		AND NOT EXISTS (SELECT FROM challenges c WHERE c.prop_account_id = NEW.id)
	THEN
		INSERT INTO challenges (prop_account_id, program_id, customer_id, started_at)
			SELECT NEW.id, t.program_id, NEW.customer_id, NEW.activated_at FROM tiers t WHERE t.id = NEW.tier_id
			RETURNING id INTO new_id;
		INSERT INTO challenge_phases (challenge_id, phase_index, rule_set_id, started_at)
			VALUES (new_id, 1, NEW.rule_set_id, NEW.activated_at);
	END IF;
	IF NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL THEN
		PERFORM FROM evaluations e JOIN challenges c ON c.id = e.challenge_id
			WHERE c.prop_account_id = NEW.id AND e.ended_at IS NULL ORDER BY e.id FOR NO KEY UPDATE OF e;
		UPDATE challenges SET status = 4, ended_at = now(), updated_at = now()
			WHERE prop_account_id = NEW.id AND status = 1 RETURNING id INTO new_id;
		UPDATE challenge_phases SET status = 4, ended_at = now() WHERE challenge_id = new_id AND status = 1;
	ELSIF NEW.closed_at IS NULL AND OLD.closed_at IS NOT NULL THEN
		PERFORM FROM evaluations e JOIN challenges c ON c.id = e.challenge_id
			WHERE c.prop_account_id = NEW.id AND e.state = 'cancelled' ORDER BY e.id FOR NO KEY UPDATE OF e;
		UPDATE challenges SET status = 1, ended_at = NULL, updated_at = now()
			WHERE prop_account_id = NEW.id AND status = 4 RETURNING id INTO new_id;
		UPDATE challenge_phases SET status = 1, ended_at = NULL WHERE challenge_id = new_id AND status = 4;
		UPDATE evaluations e SET ended_at = NULL, due_at = CASE WHEN monitored THEN now() END,
				state = CASE
					WHEN EXISTS (SELECT FROM verdicts v WHERE v.evaluation_id = e.id AND v.standing = 'provisional') THEN 'held'
					WHEN judged ->> 'status' = 'paused' THEN 'paused'
					ELSE 'active' END
			WHERE challenge_id = new_id AND state = 'cancelled';
	END IF;
	RETURN NULL;
END $$;
