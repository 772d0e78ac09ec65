import pg from "pg";
import { type Filling, keyAt, NOW, ROWS, stepMs, tablesOf } from "./tables";

/** Jobs that have failed for good. */
const failedJobs = `
  with made as (select graphile_worker.add_job('settle-deposit', json_build_object('payment_id', 'pay_' || i)) from generate_series(1, 1000) i)
  select count(*) from made`;

/**
 * Fills the tables that grow with the business, the largest with so many rows, two tables concurrently. To save time,
 * indexes are dropped and built again, and foreign keys aren't checked.
 */
export async function fillMillion(url: string, most = ROWS): Promise<void> {
  const left = Object.keys(tablesOf(most));
  const work = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query("set session_replication_role = replica");
      await client.query("set maintenance_work_mem = '256MB'");
      await client.query("set max_parallel_maintenance_workers = 0");
      for (let name = left.shift(); name; name = left.shift()) {
        await fill(client, name, tablesOf(most)[name] ?? { values: {} }, most);
      }
    } finally {
      await client.end();
    }
  };
  await Promise.all([work(), work()]);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(failedJobs);
  await client.query("update graphile_worker._private_jobs set attempts = max_attempts");
  await client.end();
}

/** Inserts rows into a table, and builds its indexes after that. */
export async function fill(
  client: pg.Client,
  name: string,
  filling: Filling,
  most: number,
): Promise<void> {
  const { rows = most, values } = filling;
  const { rows: indexes } = await client.query<{ drop: string; make: string }>(
    `select case when c.oid is null then format('drop index %I', i.relname)
        else format('alter table %s drop constraint %I', $1::text, c.conname) end as drop,
      case when c.oid is null then pg_get_indexdef(i.oid)
        else format('alter table %s add constraint %I %s', $1::text, c.conname, pg_get_constraintdef(c.oid)) end as make
     from pg_index x join pg_class i on i.oid = x.indexrelid
     left join pg_constraint c on c.conindid = i.oid and c.contype = 'u'
     where x.indrelid = $1::regclass and not x.indisprimary
       and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = i.oid)`,
    [name],
  );
  for (const { drop } of indexes) await client.query(drop);
  await client.query(`
    insert into ${name} (${Object.keys(values).join(", ")}) overriding system value
    select ${Object.values(values).join(", ")} from (
      select i, to_timestamp(ms / 1000.0::float8) as at, md5(i::text) as hash,
        ${keyAt("i", rows, most)} as key
      from (select i, ${NOW}::bigint - ${stepMs(most)}::bigint * (${rows} - i) as ms
        from generate_series(1::bigint, ${rows}) i) numbered offset 0) row`);
  for (const { make } of indexes) await client.query(make);
  await client.query(`vacuum analyze ${name}`);
}
