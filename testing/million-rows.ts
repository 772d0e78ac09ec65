import pg from "pg";

/** How many rows the big tables get, and how many people they are about. */
export const ROWS = 1_000_000;
export const PEOPLE = 200_000;
export const EVENTS = 200_000;

// A year of business: row 1 is the oldest. `i` is the row's number, `at` its time, `key` what its ids
// are without their prefix, the time in front as in ours, and `hash` what Stripe's ids are.
const NOW = Date.now();
const STEP_MS = Math.floor((364 * 24 * 3600 * 1000) / ROWS);
const person = `(1000 + (i * 7919) % ${PEOPLE})`;
const idOf = (prefix: string) => `'${prefix}_' || key`;

/** One of these, so many of a hundred each; what is rare is old: the worst that a list can meet. */
const rarely = (old: string, usual: string) => `case when i <= 60 then ${old} else ${usual} end`;

/** The rows of each big table: its columns and what stands in them. */
const tables: Record<string, { rows?: number; values: Record<string, string> }> = {
  customers: {
    rows: PEOPLE,
    values: {
      id: "999 + i",
      public_id: idOf("usr"),
      email: "'trader' || i || '@million.test'",
      password_hash: "'none'",
      role: rarely("'admin'", "'trader'"),
      disabled_at: rarely("at", "null"),
      created_at: "at",
    },
  },
  trading_accounts: {
    rows: PEOPLE,
    values: {
      login: "3000000 + i",
      customer_id: "999 + i",
      purpose: "'wallet'",
      group_name: "'WALLET-USD'",
      account_mode: "1",
      currency: "'usd'",
      leverage: "100",
      request_key: "'million:' || i",
      created_at: "at",
    },
  },
  payments: {
    values: {
      id: idOf("pay"),
      customer_id: person,
      kind: rarely("'deposit'", "'challenge'"),
      tier_id: rarely("null", "'tier_25k'"),
      market: rarely("null", "'crypto'"),
      asset_class: rarely("null", "'crypto'"),
      account_size: rarely("null", "25000"),
      deposit_login: rarely("3000000 + i", "null"),
      amount_cents: "9900 + (i * 31) % 40000",
      currency: "'usd'",
      livemode: "false",
      reusable: "false",
      stripe_payment_intent_id: "'pi_' || hash",
      intent_status: "case when i % 20 < 14 then 'succeeded' else 'canceled' end",
      review_reason: rarely("'differs'", "null"),
      status:
        "case when i <= 60 then 'disputed' when i % 20 = 0 then 'refunded' when i % 20 < 14 then 'succeeded' else 'canceled' end",
      terms_version: "'1'",
      consent_ip: "'127.0.0.1'",
      consent_user_agent: "'Mozilla/5.0'",
      created_at: "at",
      paid_at: `case when i % 20 < 14 then at end`,
    },
  },
  prop_accounts: {
    values: {
      id: idOf("prop"),
      customer_id: person,
      source: rarely("'grant'", "'payment'"),
      payment_id: rarely("null", idOf("pay")),
      tier_id: "'tier_25k'",
      market: "'crypto'",
      asset_class: "'crypto'",
      account_size: "10000 + 5000 * (i % 19)",
      provider: "'embedded'",
      entity: "'5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'",
      subaccount_id: "i",
      subaccount_uuid: "hash",
      synthetic_hotkey: "'5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty_' || i",
      activated_at: `at + interval '1 second' * (i % 90)`,
      admin_hold: rarely("true", "false"),
      closed_at: `case when i % 20 = 0 then at end`,
      closed_reason: "case when i % 20 = 0 then 'refunded' end",
      terms_version: "'1'",
      consent_ip: "'127.0.0.1'",
      consent_user_agent: "'Mozilla/5.0'",
      created_at: "at",
    },
  },
  purchases: {
    values: {
      id: "1000 + i",
      customer_id: person,
      program_id: "1",
      program: `'{"display_name":"Two-phase 100K"}'`,
      payer_login: `3000000 + (i * 7919) % ${PEOPLE}`,
      amount_cents: "9900 + (i * 31) % 40000",
      currency: "'usd'",
      account_amount_cents: "9900",
      account_group: "'PROP-DEMO-100K'",
      account_currency: "'usd'",
      initial_balance_cents: "0",
      status: "case when i <= 60 then 1 when i % 20 = 0 then 4 else 3 end",
      payment_order: "5000000 + i",
      account_login: "10000000 + i",
      failure_code: "case when i > 60 and i % 20 = 0 then 'PAYMENT_FAILED' end",
      terms_version: "'1'",
      consent_ip: "'127.0.0.1'",
      consent_user_agent: "'Mozilla/5.0'",
      created_at: "at",
      updated_at: "at",
    },
  },
  finance_operations: {
    values: {
      order_no: "5000000 + i",
      login: `3000000 + (i * 7919) % ${PEOPLE}`,
      command: "8",
      amount_cents: "-(9900 + (i * 31) % 40000)",
      currency: "'usd'",
      balance_after_cents: rarely("null", "0"),
      reason: rarely("'TR_REASON_DEPOSIT'", "'TR_REASON_PROP'"),
      comment: "'MILLION'",
      api_data: "('{\"purchase_id\":' || i || '}')::jsonb",
      request_key: "'million:' || i",
      refusal: rarely("'NOT_ENOUGH_FUNDS'", "null"),
      created_at: "at",
    },
  },
  // Fewer: each of its statements is that of a single table, and the suite has to end.
  stripe_events: {
    rows: EVENTS,
    values: {
      id: "'evt_' || hash",
      type: "'payment_intent.succeeded'",
      livemode: "false",
      payload: "'{}'",
      status: rarely("'received'", "case when i % 20 = 0 then 'ignored' else 'handled' end"),
      payment_id: idOf("pay"),
      received_at: "at",
    },
  },
};

/** Tables that a list must never read from end to end. */
export const largeTables = Object.keys(tables);

/**
 * Fills the tables that grow with the business, two at a time. Indexes are taken down and built again
 * as they were, and references aren't checked row by row: quicker, and the same tables in the end.
 */
export async function fillMillion(url: string): Promise<void> {
  const left = Object.keys(tables);
  const work = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query("set session_replication_role = replica");
      await client.query("set maintenance_work_mem = '256MB'");
      await client.query("set max_parallel_maintenance_workers = 0");
      for (let name = left.shift(); name; name = left.shift()) await fill(client, name);
    } finally {
      await client.end();
    }
  };
  await Promise.all([work(), work()]);
}

async function fill(client: pg.Client, name: string): Promise<void> {
  const { rows = ROWS, values } = tables[name] ?? { values: {} };
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
        lpad(to_hex(ms), 12, '0') || '70000000000000' || lpad(to_hex(i), 6, '0') as key
      from (select i, ${NOW}::bigint - ${STEP_MS}::bigint * (${rows} - i) as ms
        from generate_series(1::bigint, ${rows}) i) numbered offset 0) row`);
  for (const { make } of indexes) await client.query(make);
  await client.query(`vacuum analyze ${name}`);
}

/** The id of a row by its number. */
export const idOfRow = (prefix: string, i: number, rows = ROWS): string => {
  const ms = NOW - STEP_MS * (rows - i);
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  return `${prefix}_${hex(ms, 12)}70000000000000${hex(i, 6)}`;
};
