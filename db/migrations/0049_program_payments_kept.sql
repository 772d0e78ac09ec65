-- Why a paid program wasn't bought is final, and a purchase keeps the payment that it was bought with.
CREATE FUNCTION program_payment_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a rejection of a paid program, and the payment of a purchase, are final'
		USING ERRCODE = 'check_violation', CONSTRAINT = 'program_payment_kept';
END $$;
--> statement-breakpoint
CREATE TRIGGER payments_rejection_kept AFTER UPDATE OF rejection_code ON payments
	FOR EACH ROW WHEN (OLD.rejection_code IS NOT NULL AND NEW.rejection_code IS DISTINCT FROM OLD.rejection_code)
	EXECUTE FUNCTION program_payment_kept();
--> statement-breakpoint
CREATE TRIGGER purchases_payment_kept AFTER UPDATE OF payment_id ON purchases
	FOR EACH ROW WHEN (NEW.payment_id IS DISTINCT FROM OLD.payment_id)
	EXECUTE FUNCTION program_payment_kept();
