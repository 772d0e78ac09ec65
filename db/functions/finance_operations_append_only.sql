-- Rejects every change of an operation but one: that another operation reverses it.
CREATE OR REPLACE FUNCTION finance_operations_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	-- Generated columns of the new row aren't computed yet.
	others CONSTANT text[] := '{reversed_by_order,reversed_amount_cents,booked_cents}';
BEGIN
	IF OLD.reversed_by_order IS NOT NULL OR NEW.reversed_by_order IS NULL
			OR to_jsonb(OLD) - others <> to_jsonb(NEW) - others THEN
		RAISE EXCEPTION 'finance_operations is append-only'
			USING ERRCODE = 'restrict_violation', CONSTRAINT = 'finance_operations_append_only';
	END IF;
	RETURN NEW;
END $$;
