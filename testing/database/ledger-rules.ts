/** What the ledger must never contain. Each query finds the rows that break its rule. */
export const rules: Record<string, string> = {
  "an operation whose postings don't sum to zero": `
    select order_no from postings group by order_no, currency having sum(amount_cents) <> 0`,
  "a balance that its postings don't explain": `
    select a.login from trading_accounts a left join postings p on p.login = a.login
    group by a.login having a.balance_cents <> coalesce(sum(p.amount_cents), 0)`,
  "a REAL balance below zero": `
    select login from trading_accounts where account_mode = 1 and balance_cents < 0`,
  "an operation that was booked without postings, or refused with some": `
    select o.order_no from finance_operations o left join postings p on p.order_no = o.order_no
    group by o.order_no having count(p.*) <> case when o.refusal is null then 1 + (o.amount_cents + o.debt_cents <> 0)::int + (o.debt_cents <> 0)::int else 0 end`,
  "a debt that its postings don't explain": `
    select a.login from trading_accounts a left join finance_operations o on o.login = a.login and o.refusal is null
    group by a.login having a.debt_cents <> coalesce(sum(o.debt_cents), 0)`,
  "more than one unreversed fee or initial balance of a purchase": `
    select api_data ->> 'purchase_id' from finance_operations
    where refusal is null and reverses_order is null and reversed_by_order is null and reason = 'TR_REASON_PROP'
      and comment not in ('PROP_CHALLENGE_FEE_RETURNED', 'PROP_CHALLENGE_FEE_RESTORED')
    group by api_data ->> 'purchase_id', comment having count(*) > 1`,
  "a program paid by card whose credit and fee don't cancel out, or aren't what is left of its payment": `
    select p.id from purchases u join payments p on p.id = u.payment_id
    join finance_operations o on o.api_data ->> 'payment_id' = p.id and o.refusal is null and o.login = p.deposit_login
    where u.payment_order is not null and p.deposit_pending_cents is null group by p.id
    having sum(o.amount_cents) <> 0 or sum(o.amount_cents) filter (where o.reason = 'TR_REASON_DEPOSIT') <> p.deposit_net_cents`,
  "an operation reversed more than once": `
    select reverses_order from finance_operations where reverses_order is not null group by 1 having count(*) > 1`,
  "more than one account of a purchase": `
    select split_part(request_key, ':', 1) from trading_accounts where purpose = 'challenge'
    group by 1 having count(*) > 1`,
  "an active purchase without exactly one challenge, an enabled account, its fee and its balance": `
    select p.id from purchases p
    left join challenges c on c.purchase_id = p.id
    left join trading_accounts a on a.login = p.account_login
    left join finance_operations f on f.order_no = p.payment_order
    left join finance_operations b on b.order_no = p.initial_balance_order
    where p.status = 3 and not (
      c.account_login = p.account_login and a.enabled = (c.held_at is null) and a.balance_cents = p.initial_balance_cents
      and (p.amount_cents = 0 or (f.amount_cents = - p.account_amount_cents and f.login = p.payer_login and f.reversed_by_order is null))
      and (p.initial_balance_cents = 0 or (b.amount_cents = p.initial_balance_cents and b.login = p.account_login and b.reversed_by_order is null))) is true`,
  // An admin or a lost dispute rolls a purchase back; its challenge is canceled in the same transaction.
  "a challenge whose purchase isn't active": `
    select c.id from challenges c join purchases p on p.id = c.purchase_id
    where p.status <> 3 and not (c.status = 4 and p.failure_code in ('ROLLED_BACK', 'DISPUTE_LOST', 'REFUNDED'))`,
};

/** What must not exist once every purchase is settled. */
export const settled: Record<string, string> = {
  "a movement of a purchase that the purchase doesn't know": `
    select o.order_no from finance_operations o left join purchases p on p.id::text = o.api_data ->> 'purchase_id'
    where o.reason = 'TR_REASON_PROP' and o.refusal is null and o.reverses_order is null and o.reversed_by_order is null
      and o.comment not in ('PROP_CHALLENGE_FEE_RETURNED', 'PROP_CHALLENGE_FEE_RESTORED')
      and o.order_no is distinct from p.payment_order and o.order_no is distinct from p.initial_balance_order`,
  "a challenge account that no purchase knows": `
    select a.login from trading_accounts a left join purchases p on p.account_login = a.login
    where a.purpose = 'challenge' and p.id is null`,
  "a purchase that is neither active nor failed for good": `
    select id from purchases where status in (0, 1, 2)`,
  "a failed purchase whose money isn't back, or whose account is enabled": `
    select p.id from purchases p
    left join trading_accounts a on a.login = p.account_login
    left join finance_operations f on f.order_no = p.payment_order
    left join finance_operations b on b.order_no = p.initial_balance_order
    where p.status in (4, 5) and (a.enabled or (p.payment_id is null and f.order_no is not null and f.reversed_by_order is null)
      or (b.order_no is not null and b.reversed_by_order is null) or p.rollback_problem is not null)`,
};
