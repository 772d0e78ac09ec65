ALTER TABLE "venue_accounts" DROP CONSTRAINT "venue_accounts_hotkey";--> statement-breakpoint
CREATE INDEX "venue_accounts_by_hotkey" ON "venue_accounts" USING btree ("hotkey","venue");
--> statement-breakpoint
-- load functions/open_evaluation.sql 22692ca20728ea448be96f0db99a8d24cf0a3cc060c640477be28d90d9a385ef
--> statement-breakpoint
-- load functions/challenge_follows_account.sql ed3c93a5815720b21c52996c38db5735fe5ee62a6d09755b6b7ab941a74bf391
--> statement-breakpoint
-- load functions/evaluation_follows_challenge.sql a54f1401a0e4b439c2e5bc3d4c2b97e5cfa72f8d1cae56ad57a0760679a464dc
--> statement-breakpoint
-- load functions/add_snapshot_partitions.sql c6001143fc8efe572d1463d739a576c4ea4b020fe18c3e41a4527cc15a906cfc
--> statement-breakpoint
-- load functions/purchase_challenge.sql 1008b11a056ca09591406cbe8cc121579fac86b1f480a803da414ee1c7c8c8a7
--> statement-breakpoint
CREATE TRIGGER evaluation_follows_challenge AFTER UPDATE OF status ON challenges
	FOR EACH ROW WHEN (NEW.status = 4 AND OLD.status <> 4) EXECUTE FUNCTION evaluation_follows_challenge();
--> statement-breakpoint
-- Phases without a source from which no event has come aren't monitored.
UPDATE evaluations e SET monitored = false, due_at = NULL
	WHERE e.monitored AND e.source_id IS NULL AND e.ended_at IS NULL AND NOT EXISTS (
		SELECT FROM trading_sources s JOIN venue_accounts v ON v.venue = s.venue
			WHERE v.id = e.venue_account_id AND s.disabled_at IS NULL);
