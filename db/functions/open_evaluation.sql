-- Opens the evaluation of a phase when the phase begins, whichever statement records it: the account that it is traded on
-- and the row that its trading events are judged under. A phase without a rule set is not monitored until it has one.
CREATE OR REPLACE FUNCTION open_evaluation() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	c record;
	account_id bigint;
BEGIN
	SELECT h.customer_id, p.program, p.initial_balance_cents INTO c
		FROM challenges h LEFT JOIN purchases p ON p.id = h.purchase_id WHERE h.id = NEW.challenge_id;
	INSERT INTO venue_accounts (venue, customer_id, login) VALUES ('embedded', c.customer_id, NEW.account_login)
		RETURNING id INTO account_id;
	INSERT INTO evaluations (challenge_id, phase_index, venue_account_id, rule_set_id, initial_cents, opened_at,
			monitored, due_at)
		VALUES (NEW.challenge_id, NEW.phase_index, account_id, NEW.rule_set_id,
			CASE WHEN NEW.phase_index = 1 THEN c.initial_balance_cents
				ELSE ((c.program #>> ARRAY['steps', (NEW.phase_index - 1)::text, 'initial_balance'])::numeric * 100)::bigint END,
			NEW.started_at, NEW.rule_set_id IS NOT NULL, CASE WHEN NEW.rule_set_id IS NOT NULL THEN NEW.started_at END);
	RETURN NULL;
END $$;
