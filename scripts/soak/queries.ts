/** Subaccounts without an account or with several, and gaps in their numbers. */
export const STRAY_SUBACCOUNTS = `
  select s.entity || '_' || s.subaccount_id as id from embedded_subaccounts s
  left join prop_accounts a on a.entity = s.entity and a.subaccount_id = s.subaccount_id and a.id = s.request_key
  group by s.entity, s.subaccount_id
  having count(a.id) <> 1
  union all
  select 'gap in ' || e.address from embedded_entities e
  where e.next_subaccount_id <> (select count(*) from embedded_subaccounts s where s.entity = e.address)`;

/** Events without a succeeded delivery to an endpoint. */
export const UNDELIVERED = `
  select e.id from webhook_events e
  left join webhook_deliveries d on d.event_id = e.id and d.endpoint_id = $1 and d.status = 'succeeded'
  where d.id is null`;

/** Failed jobs, and those that should have run by now or will soon. Jobs scheduled for later aren't left over. */
export const LEFT_JOBS = `
  select task_identifier || ' ' || id || ': ' || coalesce(last_error, 'pending') as id from graphile_worker.jobs
  where run_at < now() + interval '5 minutes' or last_error is not null
  union all
  select 'email ' || key || ': pending' from mail_outbox
  union all
  select kind || ' ' || id || ': ' || status from money_requests where status in ('waiting', 'pending')`;
