-- Opens the evaluation of a phase when the phase begins, whichever statement records it: the account that it is traded on
-- and the row that its trading events are judged under. A phase without a rule set, or whose venue has no source
-- of trading events, is not monitored: the clock doesn't end it, and it begins with its first event.
CREATE OR REPLACE FUNCTION open_evaluation() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	challenge challenges;
	program jsonb;
	initial_cents bigint;
	account_id bigint;
	is_monitored boolean;
BEGIN
	SELECT * INTO challenge FROM challenges c WHERE c.id = NEW.challenge_id;
	IF challenge.purchase_id IS NOT NULL THEN
		SELECT p.program, p.initial_balance_cents INTO program, initial_cents FROM purchases p WHERE p.id = challenge.purchase_id;
		IF NEW.phase_index > 1 THEN
			initial_cents := (program #>> ARRAY['steps', (NEW.phase_index - 1)::text, 'initial_balance'])::numeric * 100;
		END IF;
		INSERT INTO venue_accounts (venue, customer_id, login)
			VALUES ('embedded', challenge.customer_id, NEW.account_login) RETURNING id INTO account_id;
	ELSE
		INSERT INTO venue_accounts (venue, customer_id, prop_account_id, hotkey)
			SELECT a.provider, a.customer_id, a.id, a.synthetic_hotkey FROM prop_accounts a WHERE a.id = challenge.prop_account_id
			RETURNING id INTO account_id;
		SELECT a.account_size * 100::bigint INTO initial_cents FROM prop_accounts a WHERE a.id = challenge.prop_account_id;
	END IF;
	is_monitored := NEW.rule_set_id IS NOT NULL AND EXISTS (
		SELECT FROM trading_sources s JOIN venue_accounts v ON v.venue = s.venue
			WHERE v.id = account_id AND s.disabled_at IS NULL);
	INSERT INTO evaluations (challenge_id, phase_index, venue_account_id, rule_set_id, initial_cents, opened_at,
			monitored, due_at)
		VALUES (NEW.challenge_id, NEW.phase_index, account_id, NEW.rule_set_id, initial_cents, NEW.started_at,
			is_monitored, CASE WHEN is_monitored THEN NEW.started_at END);
	RETURN NULL;
END $$;
