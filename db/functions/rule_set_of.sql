-- The rule set of a phase that was sold by single fields, as the catalog had them before rule sets: percentages of the
-- initial balance, days, positions. Stores it, and returns its id. What the fields always meant: equity below a static
-- total floor or below a daily floor from the balance at 00:00 UTC ends the phase, the balance without open positions
-- reaches the target, a day with an opening deal is a trading day. The fields never said that too many positions end it.
create or replace function rule_set_of(fields jsonb) returns text
	language plpgsql
as $$
declare
	daily integer := nullif(round((fields ->> 'max_daily_loss_pct')::numeric * 100), 0);
	total integer := nullif(round((fields ->> 'max_total_loss_pct')::numeric * 100), 0);
	target integer := nullif(round((fields ->> 'profit_target_pct')::numeric * 100), 0);
	split integer := round(coalesce(fields ->> 'profit_split', fields ->> 'profit_split_pct')::numeric * 100);
	days integer := nullif((fields ->> 'min_trading_days')::integer, 0);
begin
	return store_rule_set(jsonb_build_object(
		'version', 1,
		'day', jsonb_build_object('zone', 'UTC', 'starts_at', '00:00'),
		'daily_loss', case when daily is not null then jsonb_build_object(
			'measure', 'equity', 'at_limit', 'below', 'limit', jsonb_build_object('pct_of_initial', daily),
			'reference', 'balance', 'check', 'always', 'then', 'fail') end,
		'total_loss', case when total is not null then jsonb_build_object(
			'measure', 'equity', 'at_limit', 'below', 'limit', jsonb_build_object('pct_of_initial', total),
			'reference', 'initial', 'lock', null, 'check', 'always') end,
		'profit_target', case when target is not null then jsonb_build_object(
			'amount', jsonb_build_object('pct_of_initial', target), 'measure', 'balance_flat', 'hold', 'at_decision') end,
		'min_trading_days', case when days is not null then jsonb_build_object(
			'days', days, 'counts', 'opened', 'min_profit', null) end,
		'time_limit', case when fields ->> 'duration_days' is not null then jsonb_build_object(
			'days', (fields ->> 'duration_days')::integer, 'from', 'open') end,
		'max_trading_days', (fields ->> 'max_trading_days')::integer,
		'inactivity_days', null,
		'consistency', null,
		'max_open_positions', case when fields ->> 'max_positions' is not null then jsonb_build_object(
			'limit', (fields ->> 'max_positions')::integer, 'then', 'warn') end,
		'max_lots', null,
		'holding', null,
		'after_withdrawal', 'shift',
		'conduct', '[]'::jsonb,
		'payout', case when split is not null then jsonb_build_object(
			'split_pct', split, 'steps', '[]'::jsonb, 'first_after_days', 0, 'schedule', null, 'min_amount', null,
			'min_winning_days', null, 'flat', false, 'buffer', null, 'fee_refund_with', null,
			'while_pending', 'frozen') end));
end $$;
