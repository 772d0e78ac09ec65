-- The release before recommends one tier in all; until it is stopped, it takes the mark from those of other models too.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
DROP INDEX "tiers_one_recommended";--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "recommended" boolean DEFAULT false NOT NULL;