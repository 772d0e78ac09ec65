-- The table is small; its writes wait until the end.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "slug" text DEFAULT '' NOT NULL;
--> statement-breakpoint
-- Written by hand from here. A name as an address that no program has: with a number after it where another has it.
CREATE FUNCTION free_program_slug(name text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT free.slug
	FROM (SELECT coalesce(nullif(trim(BOTH '-' FROM regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g')), ''),
			'program') AS base) named,
		generate_series(1, (SELECT count(*) + 1 FROM programs)) AS n,
		LATERAL (SELECT named.base || CASE WHEN n = 1 THEN '' ELSE '-' || n END AS slug) free
	WHERE NOT EXISTS (SELECT FROM programs p WHERE p.slug = free.slug)
	ORDER BY n LIMIT 1
$$;
--> statement-breakpoint
DO $$
DECLARE
	program record;
BEGIN
	FOR program IN SELECT p.id, p.name FROM programs p ORDER BY p.id LOOP
		UPDATE programs SET slug = free_program_slug(program.name) WHERE id = program.id;
	END LOOP;
END $$;
--> statement-breakpoint
-- The release before writes none, nor does an admin who leaves it to the name.
CREATE FUNCTION programs_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.slug := free_program_slug(NEW.name);
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER programs_slug BEFORE INSERT ON programs
	FOR EACH ROW WHEN (NEW.slug = '') EXECUTE FUNCTION programs_slug();
--> statement-breakpoint
-- The deferred checks come before the next change of the table.
SET CONSTRAINTS ALL IMMEDIATE;
--> statement-breakpoint
SET CONSTRAINTS ALL DEFERRED;
--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_slug_unique" UNIQUE("slug");--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_slug" CHECK ("programs"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length("programs"."slug") <= 80);
