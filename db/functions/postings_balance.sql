-- Checks, after each insert of postings, the operations that it wrote to. All postings of an operation, together:
-- they sum to zero in the operation's currency; one is the account's and one the house's; a debt that the operation
-- causes or repays has one more. A rejected operation has none. So an operation's postings are inserted by one statement.
CREATE OR REPLACE FUNCTION postings_balance() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	unbalanced integer;
BEGIN
	SELECT o.order_no INTO unbalanced
		FROM finance_operations o CROSS JOIN LATERAL (
			SELECT sum(p.amount_cents) AS total, count(*) AS sides,
				count(*) FILTER (WHERE p.login = o.login AND p.amount_cents = o.amount_cents + o.debt_cents) AS own,
				count(*) FILTER (WHERE p.house_account = 'customer_debts' AND p.amount_cents = - o.debt_cents) AS debts,
				count(*) FILTER (WHERE p.house_account <> 'customer_debts') AS house,
				count(*) FILTER (WHERE p.currency = o.currency) AS in_currency
			FROM postings p WHERE p.order_no = o.order_no) found
		WHERE o.order_no = ANY (ARRAY(SELECT a.order_no FROM added a)) AND (
			o.refusal IS NOT NULL OR found.total <> 0 OR found.in_currency <> found.sides
			OR found.own <> (o.amount_cents + o.debt_cents <> 0)::integer
			OR found.debts <> (o.debt_cents <> 0)::integer
			OR found.house <> 1 OR found.sides <> found.own + found.debts + found.house)
		LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'the postings of operation % do not balance', unbalanced
			USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_balance';
	END IF;
	RETURN NULL;
END $$;
