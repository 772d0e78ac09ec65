import { register } from "node:module";
import { TOTP } from "otpauth";
import { demoLogins } from "@/db/demo";
import { deriveToken } from "@/lib/mail/links";
import { stripe } from "@/lib/payments/stripe";
import { anonymous, cookieOf, credentialHeaders, inBrowser } from "../actors/credentials";
import { newSession } from "../actors/customer";
import { nextAuthPost } from "../actors/next-auth";
import { pendingEmails } from "../database/emails";
import { runAllJobs } from "../database/jobs";
import { sql } from "../database/sql";
import { mailServer } from "../stand-ins/mail-server";
import { tier25k } from "../stripe/payments";
import { confirm, decline, deliver, eventsOf } from "../stripe/sandbox";
import { callHandler } from "./call-handler";
import { as } from "./client";
import { handlerOf, paramsOf, readPatterns } from "./routes";

// The search of the documentation imports the guides.
register("../setup/page-hooks.mjs", import.meta.url);

// A process that calls everything there is, with its log on. It sends its parent what the log must not contain, and
// what it must.
const mail = await mailServer();
const secrets: string[] = [];
const facts: Record<string, unknown> = {};

const email = "very.private.person@propdesk.test";
const name = "Verity Private";
const password = "a password of Verity's";
const { client_id, client_secret } = demoLogins.app;
secrets.push(email, name, password, client_secret, "another password of Verity's");

// Who they are.
const grant = { grant_type: "client_credentials", client_id, client_secret };
const { body: token } = await as(anonymous).post("/v2/oauth/token", grant);
const app = { appToken: token.access_token };
const credentials = { email, password };
const signedUp = await as(app).post("/v2/auth/signup", { ...credentials, name });
const loggedIn = await as(anonymous).post("/prop/auth/login", credentials);
const jar = new Map<string, string>();
await nextAuthPost("callback/credentials", jar, credentials);
secrets.push(token.access_token, signedUp.body.session_token, loggedIn.body.access_token);
secrets.push(...[...jar.values()].filter((value) => value.length > 20));
const throughApp = { ...app, session: { id: "", token: signedUp.body.session_token } };
const trader = { session: { id: "", token: loggedIn.body.access_token } };

// What goes wrong: a wrong password, a body that isn't JSON, one that the schema rejects, an address that is taken, a
// query that the database rejects with the row in its message.
await as(anonymous).post("/prop/auth/login", { email, password: `${password} wrong` });
const brokenOff = `{"email":"${email}","password":"${password}"`;
await as(anonymous).post("/prop/auth/login", undefined, { raw: brokenOff });
await as(app).post("/v2/auth/signup", { ...credentials, extra: password });
await as(app).post("/v2/auth/signup", credentials);
await sql("alter table customers add constraint no_more check (email <> 'x@propdesk.test')");
const rejected = { email: "x@propdesk.test", password };
const fault = await as(app).post("/v2/auth/signup", rejected);
secrets.push(rejected.email);
facts.faultStatus = fault.status;

// A payment, declined and then paid; its email is rejected with the address in the reply.
mail.rejections.set(email, `451 ${email} is over quota`);
const checkout = await as(throughApp).post("/v2/payments/checkout", tier25k);
const { payment_id, stripe_payment_intent_id: intent } = checkout.body;
secrets.push(checkout.body.client_secret);
const card = await stripe().paymentMethods.create({
  type: "card",
  card: { number: "4242424242424242", exp_month: 12, exp_year: 2034, cvc: "987" },
});
await decline(intent, "pm_card_chargeDeclinedInsufficientFunds");
await confirm(intent, card.id);
secrets.push("4242424242424242", "4242 4242", "whsec_");
for (const event of await eventsOf(intent)) await deliver(event);
await deliver({ id: "evt_forged" }, { secret: "whsec_forged" });
await runAllJobs();
await as(throughApp).get(`/v2/payments/${payment_id}`);

// A deposit into a wallet, a challenge that is bought from it, and a new password of its account.
const { body: wallets } = await as(trader).get("/prop/accounts");
const { login } = wallets.rows[0];
const deposit = { login, amount_cents: 60_000, currency: "usd" };
const paidIn = await as(throughApp).post("/v2/payments/deposits", deposit);
secrets.push(paidIn.body.client_secret);
await confirm(paidIn.body.stripe_payment_intent_id);
for (const event of await eventsOf(paidIn.body.stripe_payment_intent_id)) await deliver(event);
await runAllJobs();
const purchase = { program_id: 1, payer_login: login };
const bought = await as(trader).post("/prop/challenge/buy", purchase);
secrets.push(bought.body.temporary_password);
const accountPath = `/prop/accounts/${bought.body.challenge.account_login}`;
const reset = await as(trader).post(`${accountPath}/password/reset`, { password });
secrets.push(reset.body.temporary_password ?? reset.body.password);
await as(trader).post(`${accountPath}/password`, {
  current_password: reset.body.temporary_password,
  new_password: "another password of Verity's",
});
const again = await as(trader).post("/prop/challenge/buy", purchase);
await sql("update graphile_worker._private_jobs set run_at = now() where attempts > 0");
await runAllJobs();

// Each path once, with credentials and ids of nothing.
for (const pattern of readPatterns().filter((it) => !it.includes("[["))) {
  if (pattern.includes("nextauth")) continue;
  const surface = pattern.startsWith("/api/v2") ? "app+session" : "session";
  const headers = await credentialHeaders(surface === "session" ? trader : throughApp, surface);
  const params = paramsOf(pattern);
  const path = pattern.replaceAll(/\[(\w+)\]/g, (_, param: string) => params[param] ?? "");
  await callHandler(await handlerOf(`GET ${pattern}`), { path, headers, params });
}

// What protects the account: a link in an email, a new password, a second factor.
await as(anonymous).post("/api/account/forgot-password", { email });
const waiting = await pendingEmails();
const tokens = waiting.flatMap(({ link_id }) => (link_id ? [deriveToken(link_id)] : []));
const resetToken = deriveToken(
  waiting.find(({ kind }) => kind === "reset-password")?.link_id ?? "",
);
const newPassword = "a third password of Verity's";
const resetting = { token: resetToken, new_password: newPassword };
await as(anonymous).post("/api/account/reset-password", resetting);
await as(anonymous).post("/api/account/reset-password", resetting);

const fresh = await newSession(signedUp.body.user_id);
const visitor = inBrowser({ session: fresh });
const setUp = await as(visitor).post("/api/account/second-factor", { password: newPassword });
const code = new TOTP({ secret: setUp.body.secret }).generate();
const on = await as(visitor).post("/api/account/second-factor/confirm", { code });
const [recovery] = on.body.recovery_codes;
await as(anonymous).post("/prop/auth/login", { email, password: newPassword, code });
const recovered = await as(anonymous).post("/prop/auth/login", {
  email,
  password: newPassword,
  code: recovery,
});
facts.recoveredStatus = recovered.status;
secrets.push(
  newPassword,
  await cookieOf(fresh.id),
  fresh.token,
  setUp.body.secret,
  ...on.body.recovery_codes,
  ...tokens,
);
mail.rejections.delete(email);
await runAllJobs();

Object.assign(facts, {
  payment_id,
  purchase_id: bought.body.purchase.id,
  customer: signedUp.body.user_id,
});
Object.assign(facts, { boughtStatus: bought.status, againStatus: again.status });
process.send?.({ secrets, facts });
process.exit(0);
