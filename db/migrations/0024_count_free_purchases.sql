SET LOCAL lock_timeout = '5s';--> statement-breakpoint
-- Written by hand:
-- A release from before 0019 that still serves while a new one is deployed says of no purchase that it was
-- taken for nothing. When such a one is committed it is counted, as the new release would have: as the
-- running one, or as over where the customer has another that runs. What an admin granted has its audit
-- entry by then. To be dropped once no release from before 0019 can run.
CREATE FUNCTION count_free_purchase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (
		SELECT FROM audit_log a WHERE a.subject_type = 'challenge' AND a.subject_id = NEW.id::text AND a.action = 'challenge.grant'
	) THEN
		RETURN NULL;
	END IF;
	BEGIN
		UPDATE purchases SET free_running = status NOT IN (4, 5) WHERE id = NEW.id;
	EXCEPTION WHEN unique_violation THEN
		UPDATE purchases SET free_running = false WHERE id = NEW.id;
	END;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER count_free_purchase AFTER INSERT ON purchases DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN (NEW.amount_cents = 0 AND NEW.free_running IS NULL) EXECUTE FUNCTION count_free_purchase();
--> statement-breakpoint
-- The same of what was taken between 0019 and now.
UPDATE purchases p SET free_running = false
WHERE p.amount_cents = 0 AND p.free_running IS NULL AND NOT EXISTS (
	SELECT FROM audit_log a WHERE a.subject_type = 'challenge' AND a.subject_id = p.id::text AND a.action = 'challenge.grant'
);--> statement-breakpoint
UPDATE purchases SET free_running = true WHERE id IN (
	SELECT max(p.id) FROM purchases p LEFT JOIN challenges c ON c.purchase_id = p.id
	WHERE p.free_running IS NOT NULL AND p.status NOT IN (4, 5) AND c.ended_at IS NULL
	GROUP BY p.customer_id, p.program_id
	HAVING NOT bool_or(p.free_running)
);
