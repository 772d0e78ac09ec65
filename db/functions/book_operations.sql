-- The one writer of the ledger. Books operations with their postings, in the order given, in the caller's
-- transaction: all of them or, if it throws, none.
--
-- An operation is an object with
--   request_key     the same key has the same result, however often it is booked, rejections too. The keys of one call
--                   differ; one that another account's operation takes concurrently throws, and has that result later
--   login           the account whose balance it moves
--   amount_cents    in minor units: above 0 into the account, below 0 out of it; never 0
--   currency        the account's, in lower case
--   reason          TR_REASON_PROP, TR_REASON_DEPOSIT or TR_REASON_ADJUSTMENT
--   comment         for people
--   api_data        stored beside the operation
--   reverses_order  the operation that this one reverses in full, or null
--   is_opening      true if the caller has just inserted the account with this amount as its balance. It saves a
--                   second version of the row: a purchase takes an eighth less of PostgreSQL's time
--   may_owe         true if what a REAL account lacks becomes its debt instead of a rejection
--
-- Returns for each its request key, its order number and, if it was rejected, why: NOT_ENOUGH_FUNDS, ACCOUNT_DISABLED,
-- CURRENCY_MISMATCH, NOT_REVERSIBLE; or ACCOUNT_UNKNOWN without an order, which is not stored.
CREATE OR REPLACE FUNCTION book_operations(operations jsonb)
RETURNS TABLE (booked_key text, operation_order integer, rejection text)
LANGUAGE plpgsql AS $$
DECLARE
	demo CONSTANT smallint := 0;
	op record;
	account record;
	house text;
	-- What becomes debt of the account (above 0), or repays its debt (below 0).
	debt bigint;
	moved bigint;
	is_reversible boolean;
	has_reversals boolean := false;
	-- The rows to insert. They are inserted together: each statement into a table prepares its checks and indexes anew.
	operation finance_operations;
	operations_to_insert finance_operations[] := '{}';
	postings_to_insert postings[] := '{}';
BEGIN
	FOR op IN SELECT * FROM jsonb_to_recordset(operations) AS o(
		request_key text, login integer, amount_cents bigint, currency text, reason text, comment text,
		api_data jsonb, reverses_order integer, is_opening boolean, may_owe boolean)
	LOOP
		booked_key := op.request_key;

		-- 1. Lock the account: its operations are booked one after the other.
		SELECT a.currency, a.account_mode, a.enabled, a.balance_cents, a.debt_cents INTO account
			FROM trading_accounts a WHERE a.login = op.login FOR NO KEY UPDATE;

		-- 2. A request that was booked before has its first result.
		SELECT o.order_no, o.refusal INTO operation_order, rejection
			FROM finance_operations o WHERE o.request_key = op.request_key;
		IF FOUND THEN
			RETURN NEXT;
			CONTINUE;
		END IF;
		IF account IS NULL THEN
			rejection := 'ACCOUNT_UNKNOWN';
			RETURN NEXT;
			CONTINUE;
		END IF;

		IF op.is_opening THEN
			account.balance_cents := account.balance_cents - op.amount_cents;
		END IF;

		-- 3. Decide. Money that comes in repays debt first.
		debt := CASE
			WHEN op.amount_cents > 0 THEN - least(account.debt_cents, op.amount_cents)
			WHEN op.may_owe AND account.account_mode <> demo
				THEN greatest(0, - op.amount_cents - account.balance_cents)
			ELSE 0 END;
		IF op.reverses_order IS NOT NULL THEN
			is_reversible := EXISTS (
				SELECT FROM finance_operations o
				WHERE o.order_no = op.reverses_order AND o.login = op.login AND o.amount_cents = - op.amount_cents
					AND o.refusal IS NULL AND o.reversed_by_order IS NULL);
		END IF;
		rejection := CASE
			WHEN account.currency <> op.currency THEN 'CURRENCY_MISMATCH'
			WHEN op.reverses_order IS NOT NULL AND NOT is_reversible THEN 'NOT_REVERSIBLE'
			-- A disabled wallet pays for nothing, but money that is its own comes back to it.
			WHEN op.reverses_order IS NULL AND op.amount_cents < 0 AND NOT account.enabled AND op.may_owe IS NOT TRUE
				THEN 'ACCOUNT_DISABLED'
			WHEN account.account_mode <> demo AND account.balance_cents + op.amount_cents + debt < 0
				THEN 'NOT_ENOUGH_FUNDS'
			END;
		IF rejection IS NOT NULL THEN
			debt := 0;
		END IF;
		moved := op.amount_cents + debt;

		-- 4. Note the operation, or its rejection.
		operation_order := nextval('finance_operations_order_no_seq');
		operation.order_no := operation_order;
		operation.login := op.login;
		operation.command := CASE WHEN op.amount_cents > 0 THEN 6 ELSE 8 END;
		operation.amount_cents := op.amount_cents;
		operation.debt_cents := debt;
		operation.currency := account.currency;
		operation.balance_after_cents := CASE WHEN rejection IS NULL THEN account.balance_cents + moved END;
		operation.debt_after_cents := account.debt_cents + debt;
		operation.reason := op.reason;
		operation.comment := op.comment;
		operation.api_data := op.api_data;
		operation.request_key := op.request_key;
		operation.refusal := rejection;
		operation.reverses_order := CASE WHEN rejection IS NULL THEN op.reverses_order END;
		operations_to_insert := operations_to_insert || operation;

		-- 5. Move the balance, and note the postings, which sum to zero.
		IF rejection IS NULL THEN
			IF op.is_opening IS NOT TRUE THEN
				UPDATE trading_accounts a
					SET balance_cents = account.balance_cents + moved, debt_cents = account.debt_cents + debt
					WHERE a.login = op.login;
			END IF;
			has_reversals := has_reversals OR op.reverses_order IS NOT NULL;
			house := CASE
				WHEN account.account_mode = demo THEN 'demo_money'
				WHEN op.reason = 'TR_REASON_PROP' THEN 'challenge_fees'
				WHEN op.reason = 'TR_REASON_DEPOSIT' THEN 'card_deposits'
				WHEN op.reason = 'TR_REASON_ADJUSTMENT' THEN 'adjustments'
				END;
			postings_to_insert := postings_to_insert
				|| (operation_order, op.login, NULL, moved, account.currency)::postings
				|| (operation_order, NULL, 'customer_debts', - debt, account.currency)::postings
				|| (operation_order, NULL, house, - op.amount_cents, account.currency)::postings;
		END IF;
		RETURN NEXT;
	END LOOP;

	-- 6. Write what was noted.
	INSERT INTO finance_operations (order_no, login, command, amount_cents, debt_cents, currency,
			balance_after_cents, debt_after_cents, reason, comment, api_data, request_key, refusal, reverses_order)
		OVERRIDING SYSTEM VALUE
		SELECT o.order_no, o.login, o.command, o.amount_cents, o.debt_cents, o.currency,
			o.balance_after_cents, o.debt_after_cents, o.reason, o.comment, o.api_data, o.request_key, o.refusal, o.reverses_order
		FROM unnest(operations_to_insert) AS o;
	INSERT INTO postings (order_no, login, house_account, amount_cents, currency)
		SELECT p.order_no, p.login, p.house_account, p.amount_cents, p.currency
		FROM unnest(postings_to_insert) AS p WHERE p.amount_cents <> 0;
	IF has_reversals THEN
		UPDATE finance_operations o SET reversed_by_order = reversal.order_no
			FROM unnest(operations_to_insert) AS reversal WHERE o.order_no = reversal.reverses_order;
	END IF;
END $$;
