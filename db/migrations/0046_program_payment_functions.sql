-- What a program's payment promised stays as it is once the payment can't be reused any more.
CREATE TRIGGER payments_program_kept AFTER UPDATE OF program_terms, program_id ON payments
	FOR EACH ROW WHEN (NOT OLD.reusable AND (NEW.program_terms IS DISTINCT FROM OLD.program_terms
		OR NEW.program_id IS DISTINCT FROM OLD.program_id))
	EXECUTE FUNCTION rule_set_kept();
--> statement-breakpoint
-- load functions/purchase_challenge.sql 4be3edbf07a88867bc3b1a0e07acd61f4fb11a83bd91425cfdacbb03cdb49249
