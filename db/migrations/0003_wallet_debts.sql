SET LOCAL lock_timeout = '5s';--> statement-breakpoint
DROP INDEX "postings_two_sides";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "deposit_net_cents" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "deposit_pending_cents" bigint;--> statement-breakpoint
ALTER TABLE "finance_operations" ADD COLUMN "debt_cents" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "finance_operations" ADD COLUMN "debt_after_cents" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "trading_accounts" ADD COLUMN "debt_cents" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "postings_sides" ON "postings" USING btree ("order_no",coalesce(house_account, 'account'));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_deposit_net" CHECK ("payments"."deposit_net_cents" between 0 and "payments"."amount_cents" and ("payments"."deposit_net_cents" = 0 or "payments"."deposit_order" is not null));--> statement-breakpoint
ALTER TABLE "finance_operations" ADD CONSTRAINT "finance_operations_debt" CHECK (case when "finance_operations"."refusal" is not null then "finance_operations"."debt_cents" = 0 when "finance_operations"."amount_cents" < 0 then "finance_operations"."debt_cents" between 0 and - "finance_operations"."amount_cents" else "finance_operations"."debt_cents" between - "finance_operations"."amount_cents" and 0 end);--> statement-breakpoint
ALTER TABLE "trading_accounts" ADD CONSTRAINT "trading_accounts_debt" CHECK ("trading_accounts"."debt_cents" >= 0);--> statement-breakpoint
ALTER TABLE "trading_accounts" ADD CONSTRAINT "trading_accounts_owes_only_when_empty" CHECK ("trading_accounts"."debt_cents" = 0 or ("trading_accounts"."balance_cents" = 0 and "trading_accounts"."account_mode" = 1));
--> statement-breakpoint
UPDATE "payments" SET "deposit_net_cents" = "amount_cents", "deposit_attempt" = "deposit_attempt" + 1 WHERE "deposit_order" IS NOT NULL;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION finance_operation_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	found record;
	booked record;
BEGIN
	SELECT refusal IS NULL AS done, login, currency, amount_cents + debt_cents AS moved, debt_cents AS owed
		INTO booked FROM finance_operations WHERE order_no = NEW.order_no;
	SELECT count(*) AS sides, coalesce(sum(amount_cents), 0) AS total,
			count(*) FILTER (WHERE login = booked.login AND amount_cents = booked.moved) AS own,
			count(*) FILTER (WHERE house_account = 'customer_debts' AND amount_cents = - booked.owed) AS debts,
			count(*) FILTER (WHERE currency <> booked.currency) AS foreign_sides
		INTO found FROM postings WHERE order_no = NEW.order_no;
	IF found.total <> 0 OR found.foreign_sides > 0
			OR found.own <> (CASE WHEN booked.done AND booked.moved <> 0 THEN 1 ELSE 0 END)
			OR found.debts <> (CASE WHEN booked.done AND booked.owed <> 0 THEN 1 ELSE 0 END)
			OR found.sides <> (CASE WHEN booked.done THEN 1 ELSE 0 END) + found.own + found.debts THEN
		RAISE EXCEPTION 'the postings of operation % do not balance', NEW.order_no
			USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_balance';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION finance_operation_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	before record;
BEGIN
	SELECT balance_after_cents AS balance, debt_after_cents AS debt INTO before FROM finance_operations
		WHERE login = NEW.login AND order_no < NEW.order_no AND refusal IS NULL ORDER BY order_no DESC LIMIT 1;
	IF NEW.balance_after_cents <> coalesce(before.balance, 0) + NEW.amount_cents + NEW.debt_cents
			OR NEW.debt_after_cents <> coalesce(before.debt, 0) + NEW.debt_cents THEN
		RAISE EXCEPTION 'operation % does not go on from the balance before it', NEW.order_no
			USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_follow';
	END IF;
	IF NEW.reverses_order IS NOT NULL AND NOT EXISTS (
			SELECT FROM finance_operations WHERE order_no = NEW.reverses_order AND reversed_by_order = NEW.order_no) THEN
		RAISE EXCEPTION 'operation % reverses % , which does not say so', NEW.order_no, NEW.reverses_order
			USING ERRCODE = 'check_violation', CONSTRAINT = 'finance_operations_reversal_marked';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION trading_account_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	booked record;
	actual record;
BEGIN
	SELECT balance_after_cents AS balance, debt_after_cents AS debt INTO booked FROM finance_operations
		WHERE login = NEW.login AND refusal IS NULL ORDER BY order_no DESC LIMIT 1;
	SELECT balance_cents AS balance, debt_cents AS debt INTO actual FROM trading_accounts WHERE login = NEW.login;
	IF actual.balance <> coalesce(booked.balance, 0) OR actual.debt <> coalesce(booked.debt, 0) THEN
		RAISE EXCEPTION 'the balance of account % is not what its operations say', NEW.login
			USING ERRCODE = 'check_violation', CONSTRAINT = 'trading_accounts_balance';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER trading_account_balance ON trading_accounts;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER trading_account_balance AFTER INSERT OR UPDATE OF balance_cents, debt_cents ON trading_accounts
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trading_account_balance();
--> statement-breakpoint
DROP TRIGGER finance_operations_append_only ON finance_operations;
--> statement-breakpoint
CREATE TRIGGER finance_operations_append_only BEFORE UPDATE ON finance_operations FOR EACH ROW
	WHEN (OLD.reversed_by_order IS NOT NULL OR NEW.reversed_by_order IS NULL
		OR (OLD.order_no, OLD.login, OLD.command, OLD.amount_cents, OLD.debt_cents, OLD.currency, OLD.balance_after_cents, OLD.debt_after_cents, OLD.reason, OLD.comment, OLD.api_data, OLD.request_key, OLD.refusal, OLD.reverses_order, OLD.created_at)
			IS DISTINCT FROM (NEW.order_no, NEW.login, NEW.command, NEW.amount_cents, NEW.debt_cents, NEW.currency, NEW.balance_after_cents, NEW.debt_after_cents, NEW.reason, NEW.comment, NEW.api_data, NEW.request_key, NEW.refusal, NEW.reverses_order, NEW.created_at))
	EXECUTE FUNCTION refuse_change();
