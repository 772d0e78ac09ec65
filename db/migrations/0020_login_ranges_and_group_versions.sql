SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE SEQUENCE "public"."more_wallet_logins" INCREMENT BY 1 MINVALUE 1000000000 MAXVALUE 2147483647 START WITH 1000000000 CACHE 1;--> statement-breakpoint
ALTER SEQUENCE "public"."challenge_logins" INCREMENT BY 1 MINVALUE 1 MAXVALUE 999999999 START WITH 2000100 CACHE 1;--> statement-breakpoint
-- Written by hand:
CREATE FUNCTION next_wallet_login() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
	IF (SELECT last_value < 2000099 FROM wallet_logins) THEN
		BEGIN
			RETURN nextval('wallet_logins');
		EXCEPTION WHEN sequence_generator_limit_exceeded THEN
			-- Others took the last ones since.
		END;
	END IF;
	RETURN nextval('more_wallet_logins');
END $$;
--> statement-breakpoint
-- A group that is edited past the console is another one too, to whoever compares versions.
CREATE FUNCTION account_group_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.version := OLD.version + 1;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER account_group_version BEFORE UPDATE ON account_groups
	FOR EACH ROW WHEN (NEW.version = OLD.version AND NEW IS DISTINCT FROM OLD) EXECUTE FUNCTION account_group_version();
