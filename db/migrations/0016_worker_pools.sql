SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "job_runners" ADD COLUMN "pools" jsonb;