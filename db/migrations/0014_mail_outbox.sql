SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE TABLE "mail_outbox" (
	"key" text PRIMARY KEY NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
