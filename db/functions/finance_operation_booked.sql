-- Checks, at the commit, an operation that isn't rejected: it has postings (`postings_balance` checks them), it goes on
-- from the balance and debt before it, what it reverses says so, and its account has moved.
CREATE OR REPLACE FUNCTION finance_operation_booked() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	before record;
BEGIN
	PERFORM FROM postings p WHERE p.order_no = NEW.order_no;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'operation % has no postings', NEW.order_no
			USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_balance';
	END IF;

	SELECT o.balance_after_cents AS balance, o.debt_after_cents AS debt INTO before FROM finance_operations o
		WHERE o.login = NEW.login AND o.order_no < NEW.order_no AND o.refusal IS NULL
		ORDER BY o.order_no DESC LIMIT 1;
	IF NEW.balance_after_cents <> coalesce(before.balance, 0) + NEW.amount_cents + NEW.debt_cents
			OR NEW.debt_after_cents <> coalesce(before.debt, 0) + NEW.debt_cents THEN
		RAISE EXCEPTION 'operation % does not go on from the balance before it', NEW.order_no
			USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_follow';
	END IF;

	IF NEW.reverses_order IS NOT NULL THEN
		PERFORM FROM finance_operations o
			WHERE o.order_no = NEW.reverses_order AND o.reversed_by_order = NEW.order_no;
		IF NOT FOUND THEN
			RAISE EXCEPTION 'operation % reverses %, which does not say so', NEW.order_no, NEW.reverses_order
				USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_reversal_marked';
		END IF;
	END IF;
	RETURN NULL;
END $$;
