-- Buys a challenge from a wallet of the embedded trading server as one change: the fee, the account with its
-- initial balance, the purchase as active, the challenge with its first phase, and the email. It leaves row for
-- row what the steps of the saga leave (lib/purchases/saga/steps.ts).
--
-- With a `payment_id` the fee is paid by that card payment: its amount is credited to the wallet and the fee withdrawn,
-- so that the wallet has the balance and the debt of before. The caller has locked the payment.
--
-- `request` says what the caller read; `only_if` is what else the caller requires, evaluated in its statement.
-- Returns the purchase and its challenge; no row, and nothing is written, if anything is no longer as
-- `request` says. Throws what a constraint rejects.
CREATE OR REPLACE FUNCTION purchase_challenge(request jsonb, only_if boolean)
RETURNS TABLE (purchase purchases, challenge challenges)
LANGUAGE plpgsql ROWS 1 AS $$
DECLARE
	r record;
	account_group record;
	new_id integer;
	new_login integer;
	fee_key text;
	deposit_key text;
	details jsonb;
	operations jsonb := '[]';
	fee_order integer;
	deposit_order integer;
	rejection text;
BEGIN
	SELECT * INTO r FROM jsonb_to_record(request) AS f(
		customer_id integer, payer_login integer, price_cents bigint, currency text,
		group_name text, deposit_cents bigint, group_names text[], group_versions integer[], password_hash text,
		program_id integer, rules jsonb, idempotency_key text, payment_id text, api_data jsonb,
		terms_version text, ip text, user_agent text, email text);

	-- 1. Lock the wallet, if it can pay.
	PERFORM FROM trading_accounts a
		WHERE a.login = r.payer_login AND a.customer_id = r.customer_id AND a.purpose = 'wallet'
			AND a.account_mode = 1 AND a.enabled AND a.currency = r.currency
			AND (r.price_cents = 0 OR r.payment_id IS NOT NULL OR a.balance_cents - a.debt_cents >= r.price_cents)
			AND only_if
		FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RETURN;
	END IF;

	-- 2. The key must be new, and the groups as they were read.
	IF EXISTS (
		SELECT FROM purchases p WHERE p.customer_id = r.customer_id AND p.idempotency_key = r.idempotency_key
	) OR EXISTS (
		SELECT FROM unnest(r.group_names, r.group_versions) AS was(name, version)
			LEFT JOIN account_groups g USING (name, version) WHERE g.name IS NULL
	) THEN
		RETURN;
	END IF;
	SELECT g.name, g.account_mode, g.currency, g.leverage INTO account_group FROM account_groups g
		WHERE g.name = r.group_name AND g.default_deposit_cents = r.deposit_cents
			AND g.account_mode = 0 AND g.archived_at IS NULL;
	IF NOT FOUND THEN
		RETURN;
	END IF;

	-- 3. Open the account.
	new_id := nextval('purchases_id_seq');
	new_login := nextval('challenge_logins');
	INSERT INTO trading_accounts (login, customer_id, purpose, group_name, account_mode, currency, leverage,
			balance_cents, request_key, password_hash, must_change_password)
		VALUES (new_login, r.customer_id, 'challenge', account_group.name, account_group.account_mode,
			account_group.currency, account_group.leverage, r.deposit_cents, new_id || ':account:1', r.password_hash, true);

	-- 4. Book the card payment, the fee and the initial balance.
	fee_key := new_id || ':fee:1';
	deposit_key := new_id || ':initial_balance:1';
	details := r.api_data || jsonb_build_object('purchase_id', new_id);
	IF r.payment_id IS NOT NULL THEN
		operations := operations || jsonb_build_object(
			'request_key', 'deposit:' || r.payment_id || ':1', 'login', r.payer_login,
			'amount_cents', r.price_cents, 'currency', r.currency,
			'reason', 'TR_REASON_DEPOSIT', 'comment', 'PROP_CHALLENGE_CARD_PAYMENT',
			'api_data', details || '{"operation": "PROP_CHALLENGE_CARD_PAYMENT", "challenge_login": null}');
	END IF;
	IF r.price_cents > 0 THEN
		operations := operations || jsonb_build_object(
			'request_key', fee_key, 'login', r.payer_login, 'may_owe', r.payment_id IS NOT NULL,
			'amount_cents', - r.price_cents, 'currency', r.currency,
			'reason', 'TR_REASON_PROP', 'comment', 'PROP_CHALLENGE_PURCHASE',
			'api_data', details || '{"operation": "PROP_CHALLENGE_PURCHASE", "challenge_login": null}');
	END IF;
	IF r.deposit_cents > 0 THEN
		operations := operations || jsonb_build_object(
			'request_key', deposit_key, 'login', new_login, 'is_opening', true,
			'amount_cents', r.deposit_cents, 'currency', account_group.currency,
			'reason', 'TR_REASON_PROP', 'comment', 'PROP_CHALLENGE_INITIAL_BALANCE',
			'api_data', details || jsonb_build_object(
				'operation', 'PROP_CHALLENGE_INITIAL_BALANCE', 'challenge_login', new_login));
	END IF;
	SELECT max(b.operation_order) FILTER (WHERE b.booked_key = fee_key),
			max(b.operation_order) FILTER (WHERE b.booked_key = deposit_key), max(b.rejection)
		INTO fee_order, deposit_order, rejection FROM book_operations(operations) b;
	IF rejection IS NOT NULL THEN
		RAISE EXCEPTION 'the ledger rejected an operation of purchase %: %', new_id, rejection
			USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_challenge_booked';
	END IF;

	-- 5. Record the purchase, the challenge and its first phase, and queue the email.
	INSERT INTO purchases AS p (id, customer_id, program_id, program, payer_login, payment_id, amount_cents, currency,
			account_amount_cents, account_group, account_currency, initial_balance_cents, idempotency_key,
			free_running, status, fee_requested_at, payment_order, account_login, initial_balance_order,
			terms_version, consent_ip, consent_user_agent, rule_set_id)
		OVERRIDING SYSTEM VALUE
		VALUES (new_id, r.customer_id, r.program_id, r.rules, r.payer_login, r.payment_id, r.price_cents, r.currency,
			r.price_cents, account_group.name, account_group.currency, r.deposit_cents, r.idempotency_key,
			CASE WHEN r.price_cents = 0 THEN true END, 3, CASE WHEN fee_order IS NOT NULL THEN now() END,
			fee_order, new_login, deposit_order,
			coalesce(r.terms_version, (SELECT max(d.version)::text FROM legal_documents d WHERE d.kind = 'terms')),
			r.ip, r.user_agent,
			r.rules #>> '{steps,0,rule_set}')
		RETURNING p.* INTO purchase;
	INSERT INTO challenges AS c (purchase_id, program_id, customer_id, account_login)
		VALUES (purchase.id, r.program_id, r.customer_id, purchase.account_login)
		RETURNING c.* INTO challenge;
	INSERT INTO challenge_phases (challenge_id, phase_index, account_login, rule_set_id)
		VALUES (challenge.id, 1, challenge.account_login, purchase.rule_set_id);
	IF r.payment_id IS NOT NULL THEN
		UPDATE payments p SET deposit_login = r.payer_login, deposit_net_cents = r.price_cents, deposit_attempt = 2,
				deposit_pending_cents = NULL,
				deposit_order = (
					SELECT o.order_no FROM finance_operations o WHERE o.request_key = 'deposit:' || r.payment_id || ':1')
			WHERE p.id = r.payment_id;
	END IF;
	IF r.email IS NOT NULL THEN
		INSERT INTO mail_outbox (key, payload)
			VALUES (r.email || ':' || purchase.id, jsonb_build_object('kind', r.email, 'purchase_id', purchase.id))
			ON CONFLICT (key) DO UPDATE SET payload = excluded.payload;
	END IF;
	RETURN NEXT;
END $$;
