-- load functions/evaluation_ending_kept.sql 9b7fc7ce40f3aa7a6360f07fc55f5f500efc6240ee95c69617d0046016717912
--> statement-breakpoint
-- load functions/evaluation_follows.sql 9d78d98ce805352388ec798b60ff17e84c4fe4e82ed01221e7f3072c5a9b780c
--> statement-breakpoint
-- load functions/verdict_kept.sql 6c55332b22ecdcb0f821299e69f8153ecfc05382607804360e8e48cd04b3c8ce
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER evaluation_ending_kept AFTER UPDATE OF state ON evaluations
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
	WHEN (NEW.state IN ('breached', 'passed', 'expired') AND NEW.state <> OLD.state)
	EXECUTE FUNCTION evaluation_ending_kept();
--> statement-breakpoint
CREATE TRIGGER evaluation_follows AFTER INSERT ON evaluations
	FOR EACH ROW WHEN (NEW.phase_index > 1) EXECUTE FUNCTION evaluation_follows();
--> statement-breakpoint
CREATE TRIGGER verdict_kept AFTER UPDATE OR DELETE ON verdicts
	FOR EACH ROW EXECUTE FUNCTION verdict_kept();
