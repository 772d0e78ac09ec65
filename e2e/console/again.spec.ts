import { sql, stack } from "../stack";
import { act, buyer, expect, seeEntries, status, test } from "./act";

test("an event replayed, a webhook sent again, a failed job tried again", async ({
  page,
  theirs,
  request,
  baseURL,
}) => {
  const { payment } = await buyer(theirs, baseURL ?? "");
  const [event] = await sql("select id from stripe_events where payment_id = $1 limit 1", [
    payment,
  ]);
  await page.goto(`/admin/stripe-events/${event.id}`);
  await act(page, "Replay");
  await expect(status(page, "Handled")).toBeVisible();
  await seeEntries(page, `stripe_event:${event.id}`, ["stripe_event.replay"]);

  const { client_id, client_secret } = stack().demo.app;
  const form = { grant_type: "client_credentials", client_id, client_secret };
  const { access_token } = await (await request.post("/v2/oauth/token", { form })).json();
  const headers = { authorization: `Bearer ${access_token}` };
  const made = await request.post("/v2/webhook-endpoints", {
    data: { url: "http://127.0.0.1:4009/closed", events: ["prop_account.closed"] },
    headers,
  });
  const endpoint = (await made.json()).id;
  await request.post(`/v2/webhook-endpoints/${endpoint}/test`, { headers });
  const [delivery] = await sql("select id from webhook_deliveries where endpoint_id = $1", [
    endpoint,
  ]);
  await page.goto(`/admin/deliveries/${delivery.id}`);
  await act(page, "Send again");
  await expect(page.getByText("another delivery of it")).toBeVisible();
  await seeEntries(page, `delivery:${delivery.id}`, ["delivery.redeliver"]);
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
  await act(page, "Try again");
  await seeEntries(page, `job:${job.id}`, ["job.retry"]);
});
