SET LOCAL lock_timeout = '5s';--> statement-breakpoint
-- Written by hand: the extension of the index, which the database's owner may create, and the index's function.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
-- load functions/search_text.sql 994b21b46b55d6eee2143b8f556090a356bc771fae164bf55711977a8db62d86
--> statement-breakpoint
CREATE INDEX "customers_search" ON "customers" USING gin (search_text(' ' || coalesce("name", '') || ' ' || "email") gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "customers_id_end" ON "customers" USING btree (right("public_id", 6));
