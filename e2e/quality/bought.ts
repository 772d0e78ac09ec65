import { payIntent, programId, topUp } from "../funds";
import { signIn, signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { test as base, expect } from "../trader";

export { expect };

type State = Awaited<ReturnType<import("@playwright/test").BrowserContext["storageState"]>>;

/** Who may be signed in, and ids of what is there to look at. */
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

/** Once for a worker: an admin, and a trader who paid by card and bought a challenge from a wallet. */
export const test = base.extend<object, { world: World }>({
  world: [
    async ({ browser }, use, { project }) => {
      const origin = project.use.baseURL ?? "";
      const desk = await browser.newContext({ baseURL: origin });
      await signIn(desk, "admin@propdesk.test", "demo-admin-2026");
      const theirs = await browser.newContext({ baseURL: origin });
      const { email } = await signInAsNewTrader(theirs, origin);
      const shop = await theirs.newPage();
      const headers = { origin };
      const made = await theirs.request.post("/v2/payments/checkout", { data: tier, headers });
      const { payment_id, stripe_payment_intent_id } = await made.json();
      await payIntent(stripe_payment_intent_id);
      const login = await topUp(shop, 50_000, origin);
      const program_id = await programId(theirs.request, "two-phase-100k");
      const data = { program_id, payer_login: login };
      const bought = await theirs.request.post("/prop/challenge/buy", { data, headers });
      const { challenge, purchase, payment_order } = await bought.json();
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
      const one = async (text: string, value: string) => String((await sql(text, [value]))[0].id);
      const ids = {
        payment: payment_id,
        challenge: String(challenge.id),
        purchase: String(purchase.id),
        order: String(payment_order),
        account: await one("select id from prop_accounts where payment_id = $1", payment_id),
        customer: await one("select public_id as id from customers where email = $1", email),
        event: await one("select id from stripe_events where payment_id = $1 limit 1", payment_id),
        mail: await firstMail(desk.request),
      };
      await use({ trader: await theirs.storageState(), admin: await desk.storageState(), ids });
      await theirs.close();
      await desk.close();
    },
    { scope: "worker" },
  ],
});

/** A letter that the embedded stack kept. */
async function firstMail(request: import("@playwright/test").APIRequestContext): Promise<string> {
  const list = async () =>
    /\/dev\/mail\/([^"]+)"/.exec(await (await request.get("/dev/mail")).text());
  await expect.poll(async () => (await list())?.[1] ?? "").not.toBe("");
  return (await list())?.[1] ?? "";
}
