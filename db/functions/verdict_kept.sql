-- What a verdict says never changes. Only whether it is final does, and why it isn't.
CREATE OR REPLACE FUNCTION verdict_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'standing' - 'doubt' = to_jsonb(OLD) - 'standing' - 'doubt' THEN
		RETURN NULL;
	END IF;
	RAISE EXCEPTION 'verdict % can''t be changed or deleted', OLD.id
		USING ERRCODE = 'check_violation', CONSTRAINT = 'verdicts_kept';
END $$;
