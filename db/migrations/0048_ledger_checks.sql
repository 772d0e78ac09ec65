-- The checks of the ledger in fewer calls: of a purchase's two operations and four postings, 7 calls for 16.
SET LOCAL lock_timeout = '5s';
--> statement-breakpoint
-- load functions/book_operations.sql 0f61aa98e7dcd7661b4a7fe6263534480d30d617f38841b50652616d519d8a6c
--> statement-breakpoint
-- load functions/purchase_challenge.sql ac320fb71783c2d767a2dd560c89f526e21a8058580958700c8804cf68aa4bb6
--> statement-breakpoint
-- load functions/postings_balance.sql 3df0c84a525dc6f01a0f8374b2d87ce92bce803a30c3e4d601c6714f46d493f0
--> statement-breakpoint
-- load functions/finance_operation_booked.sql 7560a6ad6b4bb7fbc8d5e80e65a8314e68f9d15eede4a4df2172785e903a16a5
--> statement-breakpoint
-- load functions/trading_account_balance.sql 374a47f5fcb09da2ca1a1f6ce040e37fc5ea9b8f0132ee052cbd6789218a0d00
--> statement-breakpoint
-- load functions/finance_operations_append_only.sql e8a790b8ed17889d93b8c71c48c9ab6627db7665da45fda9323856ec22e08409
--> statement-breakpoint
DROP TRIGGER postings_balance ON postings;
--> statement-breakpoint
CREATE TRIGGER postings_balance AFTER INSERT ON postings REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION postings_balance();
--> statement-breakpoint
DROP TRIGGER finance_operation_balances ON finance_operations;
--> statement-breakpoint
DROP TRIGGER finance_operation_follows ON finance_operations;
--> statement-breakpoint
DROP FUNCTION finance_operation_balances();
--> statement-breakpoint
DROP FUNCTION finance_operation_follows();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER finance_operation_booked AFTER INSERT ON finance_operations
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.refusal IS NULL) EXECUTE FUNCTION finance_operation_booked();
--> statement-breakpoint
-- PostgreSQL copies the conditions of a table's triggers at each insert; that one had 7,700 characters.
DROP TRIGGER finance_operations_append_only ON finance_operations;
--> statement-breakpoint
CREATE TRIGGER finance_operations_append_only BEFORE UPDATE ON finance_operations
	FOR EACH ROW EXECUTE FUNCTION finance_operations_append_only();
