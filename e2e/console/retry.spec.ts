import { sql, stack } from "../stack";
import { buyAccount, expect, expectAuditEntries, performAction, status, test } from "./fixtures";

test("console: replay an event, send a webhook again, retry a failed job → done and audited", async ({
  page,
  traderContext,
  request,
  baseURL,
}) => {
  const { payment } = await buyAccount(traderContext, baseURL ?? "");
  const [event] = await sql("select id from stripe_events where payment_id = $1 limit 1", [
    payment,
  ]);
  await page.goto(`/admin/stripe-events/${event.id}`);
  await performAction(page, "Replay event");
  await expect(status(page, "Processed")).toBeVisible();
  await expectAuditEntries(page, `stripe_event:${event.id}`, ["stripe_event.replay"]);

  const { client_id, client_secret } = stack().demo.app;
  const form = { grant_type: "client_credentials", client_id, client_secret };
  const { access_token } = await (await request.post("/v2/oauth/token", { form })).json();
  const headers = { authorization: `Bearer ${access_token}` };
  const created = await request.post("/v2/webhook-endpoints", {
    data: { url: "http://127.0.0.1:4009/closed", events: ["prop_account.closed"] },
    headers,
  });
  const endpoint = (await created.json()).id;
  await request.post(`/v2/webhook-endpoints/${endpoint}/test`, { headers });
  const [delivery] = await sql("select id from webhook_deliveries where endpoint_id = $1", [
    endpoint,
  ]);
  await page.goto(`/admin/deliveries/${delivery.id}`);
  await performAction(page, "Resend");
  await expect(page.getByText("Resent", { exact: true })).toBeVisible();
  await expectAuditEntries(page, `delivery:${delivery.id}`, ["delivery.redeliver"]);
  await request.delete(`/v2/webhook-endpoints/${endpoint}`, { headers });

  const [job] = await sql(
    "select id from graphile_worker.add_job('settle-deposit', '{\"payment_id\": \"pay_none\"}', run_at => now() + interval '1 day')",
  );
  await sql(
    "update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'The wallet did not answer.' where id = $1",
    [job.id],
  );
  await page.goto("/admin/jobs");
  await expect(page.getByRole("table", { name: "Failed jobs" })).toContainText(
    "The wallet did not answer.",
  );
  await page.goto(`/admin/jobs/${job.id}`);
  await performAction(page, "Retry job");
  await expectAuditEntries(page, `job:${job.id}`, ["job.retry"]);
});
