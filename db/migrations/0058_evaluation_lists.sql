DROP INDEX "verdicts_provisional";--> statement-breakpoint
CREATE INDEX "evaluations_opened" ON "evaluations" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "evaluations_unclear" ON "evaluations" USING btree ("id") WHERE "evaluations"."last_gap_at" is not null or "evaluations"."unexplained_cents" <> 0;--> statement-breakpoint
CREATE INDEX "venue_commands_by_state" ON "venue_commands" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "verdicts_not_final" ON "verdicts" USING btree ("standing","id") WHERE "verdicts"."standing" <> 'final';