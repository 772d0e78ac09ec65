-- A phase after the first begins only once the one before it was passed.
CREATE OR REPLACE FUNCTION evaluation_follows() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF NOT EXISTS (
		SELECT FROM evaluations e WHERE e.challenge_id = NEW.challenge_id
			AND e.phase_index = NEW.phase_index - 1 AND e.state = 'passed'
	) THEN
		RAISE EXCEPTION 'phase % of challenge % begins before the one before it was passed', NEW.phase_index, NEW.challenge_id
			USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluations_order';
	END IF;
	RETURN NULL;
END $$;
