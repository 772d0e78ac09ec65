-- Checks, at the commit, that an account has the balance and the debt of its last operation: after an operation, and
-- after a change of the account.
CREATE OR REPLACE FUNCTION trading_account_balance() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM trading_accounts a LEFT JOIN LATERAL (
			SELECT o.balance_after_cents AS balance, o.debt_after_cents AS debt FROM finance_operations o
			WHERE o.login = a.login AND o.refusal IS NULL ORDER BY o.order_no DESC LIMIT 1) last ON true
		WHERE a.login = NEW.login
			AND a.balance_cents = coalesce(last.balance, 0) AND a.debt_cents = coalesce(last.debt, 0);
	IF NOT FOUND THEN
		RAISE EXCEPTION 'the balance of account % is not what its operations say', NEW.login
			USING ERRCODE = 'check_violation', CONSTRAINT = 'trading_accounts_balance';
	END IF;
	RETURN NULL;
END $$;
