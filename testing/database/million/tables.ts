/** The number of rows of the large tables. */
export const ROWS = 1_000_000;
/** Tables that a list reads by one index have fewer rows, to save time. */
const sizesOf = (most: number) => ({ people: most / 10, fewer: most / 10, refunds: 0.03 * most });
export const { people: PEOPLE, fewer: FEWER } = sizesOf(ROWS);
/** Apps, each with one endpoint. */
export const APPS = 200;

// A year of business: row 1 is the oldest. `i` is the row's number, `at` its time, `key` what its ids
// are without their prefix, the time in front as in ours, and `hash` what Stripe's ids are. A table of
// fewer rows begins later: its newest row is about the newest of the others.
export const NOW = Date.now();
/** How long after one row of a table of so many the next one was made. */
export const stepMs = (most: number) => Math.floor((364 * 24 * 3600 * 1000) / most);
const STEP_MS = stepMs(ROWS);
export const keyAt = (i: string, rows: number, most: number) =>
  `lpad(to_hex(${NOW}::bigint - ${stepMs(most)}::bigint * (${rows} - (${i}))), 12, '0') || '70000000000000' || lpad(to_hex(${most} - ${rows} + (${i})), 6, '0')`;
const idOf = (prefix: string) => `'${prefix}_' || key`;

/** A rare value in the oldest rows, and a usual one in the others: the worst case for a list. */
const rarely = (old: string, usual: string) => `case when i <= 60 then ${old} else ${usual} end`;

export interface Filling {
  rows?: number;
  values: Record<string, string>;
}

/** The rows of each large table, by column, where the largest have so many. */
export function tablesOf(most: number): Record<string, Filling> {
  const { people, fewer, refunds } = sizesOf(most);
  const customer = `(1000 + (i * 7919) % ${people})`;
  return {
    customers: {
      rows: people,
      values: {
        id: "999 + i",
        public_id: idOf("usr"),
        email: "'trader' || i || '@million.test'",
        password_hash: "'none'",
        role: rarely("'admin'", "'trader'"),
        disabled_at: rarely("at", "null"),
        app_id: rarely(`'app_' || ${keyAt("i", APPS, most)}`, "null"),
        created_at: "at",
      },
    },
    api_apps: {
      rows: APPS,
      values: {
        id: idOf("app"),
        name: "'Partner ' || i",
        secret_hash: "'none'",
        scopes: "array['payments:read']",
        disabled_at: rarely("at", "null"),
        created_at: "at",
      },
    },
    webhook_endpoints: {
      rows: APPS,
      values: {
        id: idOf("we"),
        app_id: idOf("app"),
        url: "'https://partner' || i || '.test/hook'",
        events: "array['*']",
        secret: "'none'",
        created_at: "at",
      },
    },
    trading_accounts: {
      rows: people,
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
        customer_id: customer,
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
        // One number is that of every fourth card.
        card_brand: "case when i % 20 < 14 then 'visa' end",
        card_last4:
          "case when i % 20 < 14 then case when i % 4 = 0 then '4242' else lpad((i % 10000)::text, 4, '0') end end",
        intent_status: "case when i % 20 < 14 then 'succeeded' else 'canceled' end",
        review_kind: rarely("'mismatch'", "null"),
        review_reason: rarely("'differs'", "null"),
        status:
          "case when i <= 60 then 'disputed' when i % 20 = 0 then 'refunded' when i % 20 < 14 then 'succeeded' else 'canceled' end",
        terms_version: "'1'",
        consent_ip: "'127.0.0.1'",
        consent_user_agent: "'Mozilla/5.0'",
        created_at: "at",
        paid_at: `case when i % 20 < 14 then at end`,
        receipt_number: "case when i % 20 < 14 then i end",
      },
    },
    prop_accounts: {
      values: {
        id: idOf("prop"),
        customer_id: customer,
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
        customer_id: customer,
        program_id: "1",
        program: `'{"display_name":"Two-step 100K"}'`,
        payer_login: `3000001 + (i * 7919) % ${people}`,
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
        login: `3000001 + (i * 7919) % ${people}`,
        command: "8",
        amount_cents: "-(9900 + (i * 31) % 40000)",
        currency: "'usd'",
        balance_after_cents: rarely("null", "0"),
        reason: rarely("'TR_REASON_DEPOSIT'", "'TR_REASON_PROP'"),
        comment: "'MILLION'",
        api_data: "('{\"purchase_id\":' || 1000 + i || '}')::jsonb",
        request_key: "'million:' || i",
        refusal: rarely("'NOT_ENOUGH_FUNDS'", "null"),
        created_at: "at",
      },
    },
    challenges: {
      rows: fewer,
      values: {
        id: "1000 + i",
        purchase_id: "1000 + i",
        program_id: "1",
        customer_id: customer,
        account_login: "10000000 + i",
        status: rarely("0", "case when i % 20 = 0 then 3 else 1 end"),
        ended_at: "case when i > 60 and i % 20 = 0 then at end",
        started_at: "at",
        created_at: "at",
        updated_at: "at",
      },
    },
    venue_accounts: {
      rows: fewer,
      values: {
        id: "i",
        venue: "'embedded'",
        customer_id: customer,
        login: "10000000 + i",
        commands: "1",
        created_at: "at",
      },
    },
    evaluations: {
      rows: fewer,
      values: {
        id: "i",
        challenge_id: "1000 + i",
        phase_index: "1",
        venue_account_id: "i",
        rule_set_id: "'none'",
        initial_cents: "10000000",
        opened_at: "at",
        state: rarely("'held'", "case when i % 20 = 0 then 'breached' else 'active' end"),
        monitored: "true",
        judged: `'{"equity":9900000,"daily":{"floor":9500000},"total":{"floor":9000000}}'`,
        unexplained_cents: rarely("100", "0"),
        ended_at: "case when i > 60 and i % 20 = 0 then at end",
      },
    },
    verdicts: {
      rows: fewer,
      values: {
        id: idOf("vrd"),
        evaluation_id: "i",
        kind: rarely("'expired'", "'day_counted'"),
        at: "at",
        detected_at: "at",
        rule_set_id: "'none'",
        judge_version: "'1'",
        standing: rarely("'provisional'", "'final'"),
        doubt: rarely("'gap'", "null"),
      },
    },
    venue_commands: {
      rows: fewer,
      values: {
        id: idOf("cmd"),
        venue_account_id: "i",
        number: "1",
        kind: "'disable'",
        verdict_id: idOf("vrd"),
        state: rarely("'failed'", "'done'"),
        attempts: "1",
        acknowledged_at: "at",
        created_at: "at",
      },
    },
    trading_sources: {
      rows: APPS,
      values: {
        id: "'source-' || i",
        app_id: idOf("app"),
        venue: "'embedded'",
        disabled_at: rarely("at", "null"),
        created_at: "at",
      },
    },
    stripe_events: {
      rows: fewer,
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
    payment_events: {
      rows: fewer,
      values: {
        payment_id: idOf("pay"),
        source: "'stripe'",
        type: "'payment_intent.succeeded'",
        stripe_event_id: "'evt_' || hash",
        occurred_at: "at",
        changes: `case when i % 3 = 0 then '[{"kind":"status"}]'::jsonb else '[]' end`,
      },
    },
    payment_refunds: {
      rows: refunds,
      values: {
        id: "'re_' || hash",
        payment_id: idOf("pay"),
        amount_cents: "1000",
        status: "case when i % 20 = 0 then 'failed' else 'succeeded' end",
        created_at: "at",
      },
    },
    payment_disputes: {
      rows: refunds,
      values: {
        id: "'dp_' || hash",
        payment_id: idOf("pay"),
        amount_cents: "1000",
        reason: "'fraudulent'",
        status: "case when i % 20 = 0 then 'won' else 'lost' end",
        created_at: "at",
      },
    },
    webhook_events: {
      rows: fewer,
      values: {
        id: idOf("evt"),
        type: "'payment.succeeded'",
        payload: "'{}'",
        about: `array[${idOf("pay")}, ${idOf("prop")}]`,
        created_at: "at",
      },
    },
    webhook_deliveries: {
      rows: fewer,
      values: {
        id: idOf("whd"),
        endpoint_id: `'we_' || ${keyAt(`1 + i % ${APPS}`, APPS, most)}`,
        event_id: idOf("evt"),
        status: rarely("'pending'", "case when i % 20 = 0 then 'failed' else 'succeeded' end"),
        attempts: "1",
        next_attempt_at: rarely("at", "null"),
        created_at: "at",
      },
    },
    audit_log: {
      rows: fewer,
      values: {
        id: "1000 + i",
        admin_id: "1000 + i % 60",
        action: "'payment.refund'",
        subject_type: rarely("'tier'", "'payment'"),
        subject_id: idOf("pay"),
        reason: "'for the list'",
        ip: "'127.0.0.1'",
        user_agent: "'Mozilla/5.0'",
        request_id: "hash",
        created_at: "at",
      },
    },
  };
}

/** Tables that a list must never read from end to end. */
export const largeTables = Object.entries(tablesOf(ROWS))
  .filter(([, { rows = ROWS }]) => rows > 10_000)
  .map(([name]) => name);

/** The id of a row by its number. */
export const idOfRow = (prefix: string, i: number, rows = ROWS): string => {
  const ms = NOW - STEP_MS * (rows - i);
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  return `${prefix}_${hex(ms, 12)}70000000000000${hex(ROWS - rows + i, 6)}`;
};
