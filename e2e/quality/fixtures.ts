import { programId, topUp } from "../api";
import { signIn, signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { payIntent } from "../stripe-sandbox";
import { test as base, expect } from "../trader";

export { expect };

type State = Awaited<ReturnType<import("@playwright/test").BrowserContext["storageState"]>>;

/** The sessions of a trader and an admin, and the ids of records to open. */
export interface World {
  trader: State;
  admin: State;
  ids: Record<string, string>;
}

const tier = {
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  amount_cents: 19_900,
};

/** Once per Playwright worker: an admin, and a trader who paid by card and bought a challenge. */
export const test = base.extend<object, { world: World }>({
  world: [
    async ({ browser }, use, { project }) => {
      const origin = project.use.baseURL ?? "";
      const adminContext = await browser.newContext({ baseURL: origin });
      await signIn(adminContext, "admin@propdesk.test", "demo-admin-2026");
      const traderContext = await browser.newContext({ baseURL: origin });
      const { email } = await signInAsNewTrader(traderContext, origin);
      const traderPage = await traderContext.newPage();
      const headers = { origin };
      const created = await traderContext.request.post("/v2/payments/checkout", {
        data: tier,
        headers,
      });
      const { payment_id, stripe_payment_intent_id } = await created.json();
      await payIntent(stripe_payment_intent_id);
      const login = await topUp(traderPage, 50_000, origin);
      const program_id = await programId(traderContext.request, "two-phase-100k");
      const data = { program_id, payer_login: login };
      const purchased = await traderContext.request.post("/prop/challenge/buy", { data, headers });
      const { challenge, purchase, payment_order } = await purchased.json();
      await expect
        .poll(
          async () =>
            (
              await sql("select 1 from prop_accounts where payment_id = $1 and status = 'active'", [
                payment_id,
              ])
            ).length,
        )
        .toBe(1);
      const idOf = async (text: string, value: string) => String((await sql(text, [value]))[0].id);
      const ids = {
        payment: payment_id,
        challenge: String(challenge.id),
        purchase: String(purchase.id),
        order: String(payment_order),
        account: await idOf("select id from prop_accounts where payment_id = $1", payment_id),
        customer: await idOf("select public_id as id from customers where email = $1", email),
        event: await idOf("select id from stripe_events where payment_id = $1 limit 1", payment_id),
        ruleSet: await idOf("select rule_set_id as id from payments where id = $1", payment_id),
        mail: await firstEmail(adminContext.request),
        ...(await insertRecords(payment_id)),
      };
      await use({
        trader: await traderContext.storageState(),
        admin: await adminContext.storageState(),
        ids,
      });
      await traderContext.close();
      await adminContext.close();
    },
    { scope: "worker" },
  ],
});

/** The id of an email that the embedded stack saved. */
async function firstEmail(request: import("@playwright/test").APIRequestContext): Promise<string> {
  const list = async () =>
    /\/dev\/mail\/([^"]+)"/.exec(await (await request.get("/dev/mail")).text());
  await expect.poll(async () => (await list())?.[1] ?? "").not.toBe("");
  return (await list())?.[1] ?? "";
}

/** Inserts an endpoint, a delivery, a failed job and an audit entry, which no spec creates. */
async function insertRecords(payment: string) {
  const key = crypto.randomUUID();
  const [endpoint] = await sql(
    "insert into webhook_endpoints (id, app_id, url, events, secret, disabled_at, disabled_reason) values ($1, 'app_demo', 'https://receiver.example/hook', '{*}', 's', now(), 'It failed for 5 days.') returning id",
    [`we_${key.replaceAll("-", "")}`],
  );
  await sql(
    "insert into webhook_events (id, type, payload, about) values ($1, 'payment.succeeded', $2, array[$3])",
    [
      `evt_${key.replaceAll("-", "")}`,
      JSON.stringify({ type: "payment.succeeded", data: { payment_id: payment } }),
      payment,
    ],
  );
  const [delivery] = await sql(
    "insert into webhook_deliveries (id, endpoint_id, event_id, status, attempts, response_status, error) values ($1, $2, $3, 'failed', 8, 500, 'The receiver answered 500.') returning id",
    [`whd_${key.replaceAll("-", "")}`, endpoint.id, `evt_${key.replaceAll("-", "")}`],
  );
  const [job] = await sql(
    "select id from graphile_worker.add_job('settle-deposit', $1::json, run_at => now() + interval '1 day')",
    [JSON.stringify({ payment_id: payment })],
  );
  await sql(
    "update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'The wallet did not answer.' where id = $1",
    [job.id],
  );
  const [entry] = await sql(
    "insert into audit_log (admin_id, action, subject_type, subject_id, reason, before, after, ip, user_agent, request_id) select id, 'payment.review_done', 'payment', $1, 'looked at it', '{\"review_reason\": \"x\"}', null, '127.0.0.1', 'spec', 'req_spec' from customers where role = 'admin' limit 1 returning id",
    [payment],
  );
  return {
    endpoint: endpoint.id as string,
    delivery: delivery.id as string,
    job: String(job.id),
    entry: String(entry.id),
  };
}
