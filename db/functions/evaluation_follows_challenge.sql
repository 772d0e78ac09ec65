-- Ends the evaluation of a challenge that the firm has ended, whichever release does it.
CREATE OR REPLACE FUNCTION evaluation_follows_challenge() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	UPDATE evaluations SET state = 'cancelled', ended_at = now(), due_at = NULL
		WHERE challenge_id = NEW.id AND ended_at IS NULL;
	RETURN NULL;
END $$;
