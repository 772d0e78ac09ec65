-- Adds the partitions of this month and the next two to `trading_snapshots`. Returns how many it added. Gives up
-- where a long read holds the table, so that events don't wait behind it: the job comes again.
CREATE OR REPLACE FUNCTION add_snapshot_partitions() RETURNS integer
LANGUAGE plpgsql SET lock_timeout = '3s' AS $$
DECLARE
	month timestamptz;
	name text;
	added integer := 0;
BEGIN
	FOR month IN SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') + m * interval '1 month') AT TIME ZONE 'UTC'
			FROM generate_series(0, 2) AS m LOOP
		name := 'trading_snapshots_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
		CONTINUE WHEN to_regclass(name) IS NOT NULL;
		EXECUTE format('CREATE TABLE %I PARTITION OF trading_snapshots FOR VALUES FROM (%L) TO (%L)',
			name, month, ((month AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC');
		added := added + 1;
	END LOOP;
	RETURN added;
END $$;
