SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD COLUMN "creation_newest_before" integer;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD COLUMN "creation_retry_from" timestamp with time zone;--> statement-breakpoint
-- Written by hand:
-- The release before this one keeps a pending creation in the text of `provisioning_error`. Of a statement of
-- that release, which doesn't know the columns, this reads them from the text. To be dropped in the next release.
CREATE FUNCTION read_pending_creation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	found text[] := regexp_match(NEW.provisioning_error,
		'^Asked the venue when its newest subaccount was (-?[0-9]+); to be asked again (?:from ([0-9TZ:.+-]+)|by a person only)\. ');
BEGIN
	IF NEW.entity IS NULL OR NEW.subaccount_id IS NOT NULL THEN
		NEW.creation_newest_before := NULL;
		NEW.creation_retry_from := NULL;
	ELSIF found IS NOT NULL THEN
		NEW.creation_newest_before := found[1]::integer;
		NEW.creation_retry_from := found[2]::timestamptz;
	ELSIF NEW.creation_newest_before IS NULL THEN
		-- What the list had before isn't known: not requested again without manual review.
		NEW.creation_newest_before := -1;
		NEW.creation_retry_from := NULL;
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER read_pending_creation BEFORE UPDATE OF entity, subaccount_id, provisioning_error ON prop_accounts
	FOR EACH ROW WHEN (
		NEW.creation_newest_before IS NOT DISTINCT FROM OLD.creation_newest_before
		AND NEW.creation_retry_from IS NOT DISTINCT FROM OLD.creation_retry_from
	) EXECUTE FUNCTION read_pending_creation();
--> statement-breakpoint
-- Creations that are pending now, by the trigger.
UPDATE prop_accounts SET provisioning_error = provisioning_error
WHERE entity IS NOT NULL AND subaccount_id IS NULL;--> statement-breakpoint
ALTER TABLE "prop_accounts" ADD CONSTRAINT "prop_accounts_pending_creation" CHECK (("prop_accounts"."entity" is not null and "prop_accounts"."subaccount_id" is null) = ("prop_accounts"."creation_newest_before" is not null) and ("prop_accounts"."creation_newest_before" is not null or "prop_accounts"."creation_retry_from" is null));
