/** What Stripe says, as a table beside ours; its parameter is JSON. The others that name `there` need it. */
export const THERE = `with there as (
  select * from jsonb_to_recordset($1::jsonb) as t(intent text, status text, amount bigint, login int))`;

/** Paid challenges that have not exactly one active account with a subaccount of its own. */
export const PAID_WITHOUT_ACCOUNT = `
  select t.intent as id from there t
  left join payments p on p.stripe_payment_intent_id = t.intent and p.kind = 'challenge'
    and p.intent_status = 'succeeded' and p.amount_cents = t.amount
  left join prop_accounts a on a.payment_id = p.id
  left join embedded_subaccounts s on s.request_key = a.id and s.entity = a.entity
    and s.subaccount_id = a.subaccount_id
  where t.status = 'succeeded' and t.login is null
  group by t.intent
  having count(distinct p.id) <> 1 or count(distinct a.id) <> 1 or count(s.request_key) <> 1
    or not bool_and(a.status = 'active')`;

/** Paid deposits that were not credited exactly once, in full, to their wallet. */
export const PAID_WITHOUT_CREDIT = `
  select t.intent as id from there t
  left join payments p on p.stripe_payment_intent_id = t.intent and p.kind = 'deposit'
    and p.intent_status = 'succeeded'
  left join finance_operations o on o.request_key like 'deposit:' || p.id || ':%' and o.refusal is null
  where t.status = 'succeeded' and t.login is not null
  group by t.intent
  having count(o.order_no) <> 1 or not bool_and(
    o.login = t.login and o.amount_cents = t.amount and o.command = 6 and o.order_no = p.deposit_order)`;

/** Wallets of the soak's customers that hold something else than was paid into them. */
export const WRONG_WALLETS = `
  select a.login as id from trading_accounts a
  join customers c on c.id = a.customer_id and c.email like 'soak-%'
  left join there t on t.login = a.login and t.status = 'succeeded'
  group by a.login, a.balance_cents
  having a.balance_cents <> coalesce(sum(t.amount), 0)`;

/** Payments that Stripe has no money of and that got something all the same. */
export const UNPAID_WITH_SOMETHING = `
  select p.id as id from payments p
  left join there t on t.intent = p.stripe_payment_intent_id and t.status = 'succeeded'
  where t.intent is null and (
    exists (select from prop_accounts a where a.payment_id = p.id)
    or exists (select from finance_operations o where o.request_key like 'deposit:' || p.id || ':%'))
  union all
  select id from prop_accounts where payment_id is null`;

/** Payments that are known on one side alone, or differ. */
export const OTHER_STATUS = `
  select coalesce(t.intent, p.id) as id from there t
  full join payments p on p.stripe_payment_intent_id = t.intent
  where p.intent_status is distinct from t.status or p.amount_cents is distinct from t.amount`;

/** Subaccounts that no account or more than one has, and gaps in their numbers. */
export const STRAY_SUBACCOUNTS = `
  select s.entity || '_' || s.subaccount_id as id from embedded_subaccounts s
  left join prop_accounts a on a.entity = s.entity and a.subaccount_id = s.subaccount_id and a.id = s.request_key
  group by s.entity, s.subaccount_id
  having count(a.id) <> 1
  union all
  select 'gap in ' || e.address from embedded_entities e
  where e.next_subaccount_id <> (select count(*) from embedded_subaccounts s where s.entity = e.address)`;

/** Of each paid payment and each active account there is one event that says so, and of no other. */
export const NOT_TOLD_ONCE = `
  , told as (select type, payload::jsonb -> 'data' ->> 'payment_id' as payment, count(*) as times
    from webhook_events where type in ('payment.succeeded', 'prop_account.active') group by 1, 2)
  , due as (
    select 'payment.succeeded' as type, p.id as payment from there t
    join payments p on p.stripe_payment_intent_id = t.intent where t.status = 'succeeded'
    union all
    select 'prop_account.active', a.payment_id from prop_accounts a where a.status = 'active')
  select coalesce(told.type, due.type) || ' of ' || coalesce(told.payment, due.payment) as id
  from told full join due on due.type = told.type and due.payment = told.payment
  where told.times is distinct from 1 or due.payment is null`;

/** Events without a delivery that is known to have arrived. */
export const UNDELIVERED = `
  select e.id from webhook_events e
  left join webhook_deliveries d on d.event_id = e.id and d.endpoint_id = $1 and d.status = 'succeeded'
  where d.id is null`;
