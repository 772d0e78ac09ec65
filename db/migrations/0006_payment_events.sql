SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE TABLE "payment_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payment_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"payment_id" text NOT NULL,
	"source" text NOT NULL,
	"type" text NOT NULL,
	"stripe_event_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changes" jsonb NOT NULL,
	"note" text,
	CONSTRAINT "payment_events_source" CHECK ("payment_events"."source" in ('stripe', 'checkout', 'sync', 'reconciliation', 'expiry', 'account', 'wallet'))
);
--> statement-breakpoint
ALTER TABLE "payment_disputes" ADD COLUMN "status_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_refunds" ADD COLUMN "status_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_stripe_event_id_stripe_events_id_fk" FOREIGN KEY ("stripe_event_id") REFERENCES "public"."stripe_events"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_events_payment" ON "payment_events" USING btree ("payment_id","id");--> statement-breakpoint
UPDATE "payment_refunds" SET "status_at" = "created_at";
--> statement-breakpoint
UPDATE "payment_disputes" SET "status_at" = "created_at";
--> statement-breakpoint
CREATE TRIGGER payment_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_events
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
INSERT INTO "payment_events" ("payment_id", "source", "type", "stripe_event_id", "occurred_at", "recorded_at", "changes", "note")
	SELECT "payment_id", 'stripe', "type", "id", to_timestamp(("payload"::json ->> 'created')::bigint), coalesce("handled_at", "received_at"), '[]', 'what it changed was not kept then'
	FROM "stripe_events" WHERE "payment_id" IS NOT NULL ORDER BY "received_at", "id";
