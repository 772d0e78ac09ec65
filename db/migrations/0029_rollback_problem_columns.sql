ALTER TABLE "purchases" ADD COLUMN "rollback_step" text;--> statement-breakpoint
ALTER TABLE "purchases" ADD COLUMN "rollback_rejection" text;--> statement-breakpoint
-- Until now the step and the rejection stood in the sentence alone.
UPDATE "purchases" SET "rollback_step" = split_part("rollback_problem", ': ', 1), "rollback_rejection" = nullif(substr("rollback_problem", length(split_part("rollback_problem", ': ', 1)) + 3), 'no answer')
	WHERE "rollback_problem" ~ '^\w+: ';
