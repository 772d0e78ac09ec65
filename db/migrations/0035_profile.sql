-- The index and the constraint of customers read the table once; its writes wait until then.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "mail_links" DROP CONSTRAINT "mail_links_purpose";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "erasure_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mail_links" ADD COLUMN "replaces_email" text;--> statement-breakpoint
CREATE INDEX "customers_to_erase" ON "customers" USING btree ("erasure_requested_at") WHERE "customers"."erasure_requested_at" is not null and "customers"."erased_at" is null;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_erasure" CHECK (("customers"."erasure_requested_at" is null or "customers"."disabled_at" is not null) and ("customers"."erased_at" is null or "customers"."erasure_requested_at" is not null));--> statement-breakpoint
ALTER TABLE "mail_links" ADD CONSTRAINT "mail_links_replaces" CHECK (("mail_links"."purpose" = 'change_email') = ("mail_links"."replaces_email" is not null));--> statement-breakpoint
ALTER TABLE "mail_links" ADD CONSTRAINT "mail_links_purpose" CHECK ("mail_links"."purpose" in ('verify_email', 'reset_password', 'change_email'));--> statement-breakpoint
-- Notes about a customer are deleted with the customer's personal data, and never else.
CREATE FUNCTION reject_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM customers WHERE id = OLD.customer_id AND erased_at IS NOT NULL) THEN
		RETURN OLD;
	END IF;
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
		USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
--> statement-breakpoint
DROP TRIGGER customer_notes_append_only ON customer_notes;
--> statement-breakpoint
CREATE TRIGGER customer_notes_append_only BEFORE UPDATE OR DELETE ON customer_notes
	FOR EACH ROW EXECUTE FUNCTION reject_note_change();
--> statement-breakpoint
CREATE TRIGGER customer_notes_no_truncate BEFORE TRUNCATE ON customer_notes
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
