/** A deposit of 1 USD into a wallet ($1) that the house is debited 99 cents for. */
export const unbalancedDeposit = `
  with operation as (
    insert into finance_operations (login, command, amount_cents, currency, balance_after_cents, reason, comment, api_data, request_key)
    select login, 6, 100, 'usd', balance_cents + 100, 'TR_REASON_DEPOSIT', 'A_TEST', '{}', gen_random_uuid()
    from trading_accounts where login = $1 returning order_no
  ), moved as (
    update trading_accounts set balance_cents = balance_cents + 100 where login = $1
  )
  insert into postings (order_no, login, house_account, amount_cents, currency)
  select order_no, $1::int, null, 100, 'usd' from operation
  union all select order_no, null, 'card_deposits', -99, 'usd' from operation`;
