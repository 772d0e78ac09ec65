import { TOTP } from "otpauth";
import { demoLogins } from "@/db/demo";
import { tokenOf } from "@/lib/mail/links";
import { stripe } from "@/lib/payments/stripe";
import { call } from "./api";
import { fromPage, waitingMails } from "./browser";
import { cookieOf, newSession, sql } from "./callers";
import { mailServer } from "./mail-server";
import { nextAuthPost } from "./next-auth";
import { handlerOf, paramsOf, patterns } from "./routes";
import { confirm, deliver, eventsOf, tier25k, workOff } from "./stripe";

// A process that does all that there is to do, with its log on. It tells its parent what must not be
// in that log, and what must.
const mail = await mailServer();
const secrets: string[] = [];
const told: Record<string, unknown> = {};

/** A call to a route, at the address that it really has. */
async function ask(key: string, options: Parameters<typeof call>[1] = {}) {
  const [method = "", pattern = ""] = key.split(" ");
  const params = { ...options.params };
  const path = pattern.replaceAll(/\[(\w+)\]/g, (_, name) => params[name] ?? name);
  return call(await handlerOf(key), { method, path, ...options });
}

const email = "very.private.person@propdesk.test";
const name = "Verity Private";
const password = "a password of Verity's";
const { client_id, client_secret } = demoLogins.app;
secrets.push(email, name, password, client_secret, "another password of Verity's");

// Who they are.
const grant = { grant_type: "client_credentials", client_id, client_secret };
const { body: appToken } = await ask("POST /api/v2/oauth/token", { body: grant });
const app = { authorization: `Bearer ${appToken.access_token}` };
const person = { email, password };
const signedUp = await ask("POST /api/v2/auth/signup", { headers: app, body: { ...person, name } });
const loggedIn = await ask("POST /api/prop/auth/login", { body: person });
const jar = new Map<string, string>();
await nextAuthPost("callback/credentials", jar, person);
secrets.push(appToken.access_token, signedUp.body.session_token, loggedIn.body.access_token);
secrets.push(...[...jar.values()].filter((value) => value.length > 20));
const both = { ...app, "x-session-token": signedUp.body.session_token };
const own = { authorization: `Bearer ${loggedIn.body.access_token}` };

// What goes wrong: a wrong password, a body that is no JSON, one that the schema refuses, an address
// that is taken, a query that the database refuses with the row in its words.
await ask("POST /api/prop/auth/login", { body: { email, password: `${password} wrong` } });
await ask("POST /api/prop/auth/login", { raw: `{"email":"${email}","password":"${password}"` });
await ask("POST /api/v2/auth/signup", { headers: app, body: { ...person, extra: password } });
await ask("POST /api/v2/auth/signup", { headers: app, body: person });
await sql("alter table customers add constraint no_more check (email <> 'x@propdesk.test')");
const refused = { email: "x@propdesk.test", password };
const fault = await ask("POST /api/v2/auth/signup", { headers: app, body: refused });
secrets.push(refused.email);
told.faultStatus = fault.status;

// A payment, declined and then paid; its mail is refused with the address in the refusal.
mail.refusing.set(email, `451 ${email} is over quota`);
const checkout = await ask("POST /api/v2/payments/checkout", { headers: both, body: tier25k });
const { payment_id, stripe_payment_intent_id: intent } = checkout.body;
secrets.push(checkout.body.client_secret);
const card = await stripe().paymentMethods.create({
  type: "card",
  card: { number: "4242424242424242", exp_month: 12, exp_year: 2034, cvc: "987" },
});
await confirm(intent, "pm_card_chargeDeclinedInsufficientFunds").catch(() => {});
await confirm(intent, card.id);
secrets.push("4242424242424242", "4242 4242", "whsec_");
for (const event of await eventsOf(intent)) await deliver(event);
await deliver({ id: "evt_forged" }, { secret: "whsec_forged" });
await workOff();
await ask("GET /api/v2/payments/[payment_id]", { headers: both, params: { payment_id } });

// A wallet is filled, a challenge is bought from it, and its password is set anew.
const { body: wallets } = await ask("GET /api/prop/accounts", { headers: own });
const { login } = wallets.rows[0];
const deposit = { login, amount_cents: 60_000, currency: "usd" };
const paidIn = await ask("POST /api/v2/payments/deposits", { headers: both, body: deposit });
secrets.push(paidIn.body.client_secret);
await confirm(paidIn.body.stripe_payment_intent_id);
for (const event of await eventsOf(paidIn.body.stripe_payment_intent_id)) await deliver(event);
await workOff();
const wish = { program_id: 1, payer_login: login };
const bought = await ask("POST /api/prop/challenge/buy", { headers: own, body: wish });
secrets.push(bought.body.temporary_password);
const params = { login: String(bought.body.challenge.account_login) };
const reset = await ask("POST /api/prop/accounts/[login]/password/reset", {
  headers: own,
  params,
  body: { password },
});
secrets.push(reset.body.temporary_password ?? reset.body.password);
await ask("POST /api/prop/accounts/[login]/password", {
  headers: own,
  params,
  body: {
    current_password: reset.body.temporary_password,
    new_password: "another password of Verity's",
  },
});
const again = await ask("POST /api/prop/challenge/buy", { headers: own, body: wish });
await sql("update graphile_worker._private_jobs set run_at = now() where attempts > 0");
await workOff();

// And each address once, with credentials and nothing that is there.
for (const pattern of patterns.filter((it) => !it.includes("[["))) {
  if (pattern.includes("nextauth")) continue;
  const headers = pattern.startsWith("/api/v2") ? both : own;
  await ask(`GET ${pattern}`, { headers, params: paramsOf(pattern) });
}

// What guards the account: a link by mail, a new password, a second factor.
await fromPage("POST /api/account/forgot-password", { body: { email } });
const waiting = await waitingMails();
const tokens = waiting.flatMap(({ link_id }) => (link_id ? [tokenOf(link_id)] : []));
const token = tokenOf(waiting.find(({ kind }) => kind === "reset-password")?.link_id ?? "");
const newPassword = "a third password of Verity's";
const resetting = { token, new_password: newPassword };
await fromPage("POST /api/account/reset-password", { body: resetting });
await fromPage("POST /api/account/reset-password", { body: resetting });

const fresh = await newSession(signedUp.body.user_id);
const cookie = await cookieOf(fresh.id);
const page = (key: string, body: object) => fromPage(key, { body, headers: { cookie } });
const setUp = await page("POST /api/account/second-factor", { password: newPassword });
const code = new TOTP({ secret: setUp.body.secret }).generate();
const on = await page("POST /api/account/second-factor/confirm", { code });
const [recovery] = on.body.recovery_codes;
await ask("POST /api/prop/auth/login", { body: { email, password: newPassword, code } });
const recovered = await ask("POST /api/prop/auth/login", {
  body: { email, password: newPassword, code: recovery },
});
told.recoveredStatus = recovered.status;
secrets.push(
  newPassword,
  cookie,
  fresh.token,
  setUp.body.secret,
  ...on.body.recovery_codes,
  ...tokens,
);
mail.refusing.delete(email);
await workOff();

Object.assign(told, {
  payment_id,
  purchase_id: bought.body.purchase.id,
  customer: signedUp.body.user_id,
});
Object.assign(told, { boughtStatus: bought.status, againStatus: again.status });
process.send?.({ secrets, told });
process.exit(0);
