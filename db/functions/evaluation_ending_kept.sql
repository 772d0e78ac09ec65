-- At commit, an evaluation that trading ended has exactly one ending that isn't overturned, of its own kind, and a final
-- breach has the commands that stop its account. Phases from before monitoring have no verdicts.
CREATE OR REPLACE FUNCTION evaluation_ending_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	now_stored evaluations;
	ending verdicts;
BEGIN
	SELECT * INTO now_stored FROM evaluations WHERE id = NEW.id;
	IF NOT now_stored.monitored OR now_stored.state NOT IN ('breached', 'passed', 'expired') THEN
		RETURN NULL;
	END IF;
	SELECT * INTO ending FROM verdicts v WHERE v.evaluation_id = NEW.id
		AND v.kind IN ('breached', 'passed', 'expired') AND v.standing <> 'overturned';
	IF ending.kind IS DISTINCT FROM now_stored.state OR ending.standing = 'provisional' THEN
		RAISE EXCEPTION 'evaluation % is % without such a verdict', NEW.id, now_stored.state
			USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluations_ending';
	END IF;
	IF ending.kind = 'breached' AND NOT EXISTS (
		SELECT FROM venue_commands c WHERE c.venue_account_id = now_stored.venue_account_id AND c.kind = 'disable'
	) THEN
		RAISE EXCEPTION 'evaluation % is breached, and nothing stops its account', NEW.id
			USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluations_commands';
	END IF;
	RETURN NULL;
END $$;
