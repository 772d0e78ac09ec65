import pg from "pg";

const own = "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'";

/**
 * What a database is made of, each kind as one query. Printed prettily: a restored expression has lost
 * the parentheses that it didn't need.
 */
const definitions: Record<string, string> = {
  columns: `select format('%s.%I %s %s %s%s%s', a.attrelid::regclass, attname, format_type(atttypid, atttypmod),
      pg_get_expr(adbin, adrelid, true), case when attnotnull then 'not null ' end, attidentity, attgenerated) as line
    from pg_attribute a join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
    left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
    where ${own} and relkind in ('r', 'v') and attnum > 0 and not attisdropped`,
  constraints: `select format('%s %s %s %s', conrelid::regclass, conname, convalidated, pg_get_constraintdef(t.oid, true)) as line
    from pg_constraint t join pg_namespace n on n.oid = connamespace where ${own}`,
  indexes: `select pg_get_indexdef(indexrelid, 0, true) as line
    from pg_index join pg_class c on c.oid = indexrelid join pg_namespace n on n.oid = relnamespace where ${own}`,
  triggers: `select format('%s %s', tgenabled, pg_get_triggerdef(t.oid, true)) as line
    from pg_trigger t join pg_class c on c.oid = tgrelid join pg_namespace n on n.oid = relnamespace
    where ${own} and not tgisinternal`,
  functions: `select pg_get_functiondef(p.oid) as line
    from pg_proc p join pg_namespace n on n.oid = pronamespace where ${own}`,
  "row security": `select format('%s %s %s', c.oid::regclass, relrowsecurity, relforcerowsecurity) as line
    from pg_class c join pg_namespace n on n.oid = relnamespace where ${own} and relkind = 'r'`,
  views: `select format('%s %s', c.oid::regclass, pg_get_viewdef(c.oid, true)) as line
    from pg_class c join pg_namespace n on n.oid = relnamespace where ${own} and relkind = 'v'`,
  types: `select format('%s %s', t.oid::regtype, typtype) as line
    from pg_type t join pg_namespace n on n.oid = typnamespace where ${own}`,
  extensions: "select format('%s %s', extname, extversion) as line from pg_extension",
};

export interface Fingerprint {
  /** How many rows each table has, and a hash of them. */
  tables: Record<string, string>;
  /** The last number that each sequence gave; null where it gave none. */
  sequences: Record<string, string | null>;
  definitions: Record<string, string[]>;
}

/** What is in a database, so that two can be compared. Row order and physical layout don't matter. */
export async function fingerprint(databaseUrl: string): Promise<Fingerprint> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // One moment of it, however busy it is; names with their schema.
    await client.query("begin isolation level repeatable read read only; set search_path = ''");
    const lines = async (query: string): Promise<string[]> =>
      (await client.query(`${query} order by 1`)).rows.map(({ line }) => line);
    const kinds: Record<string, string[]> = {};
    for (const [kind, query] of Object.entries(definitions)) kinds[kind] = await lines(query);
    return { tables: await tables(client), sequences: await sequences(client), definitions: kinds };
  } finally {
    await client.end();
  }
}

async function tables(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where ${own} and relkind = 'r' order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: sums } = await client.query(
      `select format('%s rows, %s', count(*), md5(string_agg(t::text, chr(10) order by t::text))) as sum from ${name} t`,
    );
    found[name] = sums[0].sum;
  }
  return found;
}

async function sequences(client: pg.Client): Promise<Record<string, string | null>> {
  const { rows } = await client.query(
    "select format('%s.%s', schemaname, sequencename) as name, last_value from pg_sequences order by 1",
  );
  return Object.fromEntries(rows.map(({ name, last_value }) => [name, last_value]));
}
