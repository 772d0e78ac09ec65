SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "free_running" boolean;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "free_limit" integer;--> statement-breakpoint
CREATE UNIQUE INDEX "purchases_one_free_running" ON "purchases" USING btree ("customer_id","program_id") WHERE "purchases"."free_running";--> statement-breakpoint
CREATE INDEX "purchases_free" ON "purchases" USING btree ("customer_id","program_id") WHERE "purchases"."free_running" is not null and "purchases"."status" not in (4, 5);--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_free_is_free" CHECK ("purchases"."free_running" is null or "purchases"."amount_cents" = 0);--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_free_limit" CHECK ("programs"."free_limit" >= 1);--> statement-breakpoint
-- Written by hand:
-- What was taken for nothing before this release: of each customer's challenges of a program the newest
-- that is under way counts as the running one, the others as over. What an admin granted has no limit.
UPDATE purchases p SET free_running = false
WHERE p.amount_cents = 0 AND NOT EXISTS (
	SELECT FROM audit_log a WHERE a.subject_type = 'challenge' AND a.subject_id = p.id::text AND a.action = 'challenge.grant'
);--> statement-breakpoint
UPDATE purchases SET free_running = true WHERE id IN (
	SELECT max(p.id) FROM purchases p LEFT JOIN challenges c ON c.purchase_id = p.id
	WHERE p.free_running IS NOT NULL AND p.status NOT IN (4, 5) AND c.ended_at IS NULL
	GROUP BY p.customer_id, p.program_id
);--> statement-breakpoint
CREATE FUNCTION purchase_free_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.status IN (4, 5) THEN
		NEW.free_running := false;
	ELSIF OLD.status IN (4, 5) THEN
		-- Taken up again.
		NEW.free_running := true;
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER purchase_free_follows BEFORE UPDATE OF status ON purchases
	FOR EACH ROW WHEN (OLD.free_running IS NOT NULL AND NEW.status <> OLD.status) EXECUTE FUNCTION purchase_free_follows();
--> statement-breakpoint
CREATE FUNCTION challenge_ends_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE purchases SET free_running = false WHERE id = NEW.purchase_id AND free_running;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER challenge_ends_free AFTER UPDATE OF ended_at ON challenges
	FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION challenge_ends_free();
