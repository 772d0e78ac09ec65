import { expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { stripe } from "@/lib/payments/stripe";
import { tradingServer } from "@/lib/trading";
import { sql } from "@/testing/callers";
import { breakChallenges } from "@/testing/challenge-faults";
import { payDeposit } from "@/testing/deposits";
import { answerOf, settleAll } from "@/testing/purchases";
import { deliver, eventsOf, workOff } from "@/testing/stripe";
import { contextOf, faultyServer, fund, newTrader } from "@/testing/trading";
import { verdict } from "@/testing/verdict";
import { buyChallenge } from "./buy";
import { resumePurchase } from "./resume";
import { retryPurchase } from "./retry";
import { listWaitingRefunds } from "./waiting-refunds";

test("T1 late disable", async () => {
  const trader = await newTrader();
  const { rows } = await sql("select id from programs where price_cents = 0 and status = 0");
  const broken = await breakChallenges(trader, "refuse");
  const honest = tradingServer(database());
  let late = async () => {};
  const server = {
    ...honest,
    setAccountEnabled: async (login: number, enabled: boolean) => {
      late = async () => void (await honest.setAccountEnabled(login, enabled));
      throw new Error("no answer");
    },
  };
  const first = await answerOf(() =>
    buyChallenge(contextOf(trader), { program_id: rows[0].id, payer_login: trader.login }, server),
  );
  await broken.mend();
  console.log(
    "T1 first",
    first.status,
    first.body.purchase?.can_retry,
    first.body.purchase?.next_action,
  );
  const again = await answerOf(() => retryPurchase(contextOf(trader), first.body.purchase.id));
  console.log("T1 retry", again.status, again.body.purchase?.status, again.body.account?.enable);
  await late();
  await settleAll();
  const a = await sql("select enabled from trading_accounts where login = $1", [
    again.body.account.login,
  ]);
  const p = await sql("select status from purchases where id = $1", [first.body.purchase.id]);
  console.log(
    "T1 RESULT account enabled:",
    a.rows[0].enabled,
    "purchase status:",
    p.rows[0].status,
  );
});

test("T2 sql holes", async () => {
  const me = await newTrader(10_000n);
  const r = await tradingServer(database()).submitOperation({
    requestKey: "r1",
    login: me.login,
    amountCents: -99_999n,
    currency: "usd",
    reason: "TR_REASON_PROP",
    comment: "X",
    apiData: {},
  });
  expect(r.outcome).toBe("refused");
  const {
    rows: [ref],
  } = await sql("select order_no from finance_operations where request_key = 'r1'");
  console.log(
    "T2a posting of a login on a refused op:",
    await verdict(
      "insert into postings (order_no, login, amount_cents, currency) values ($1, $2, 5000, 'usd')",
      [ref.order_no, me.login],
    ),
  );
  const r2 = await tradingServer(database()).submitOperation({
    requestKey: "r2",
    login: me.login,
    amountCents: -88_888n,
    currency: "usd",
    reason: "TR_REASON_PROP",
    comment: "X",
    apiData: {},
  });
  expect(r2.outcome).toBe("refused");
  const {
    rows: [ref2],
  } = await sql("select order_no from finance_operations where request_key = 'r2'");
  console.log(
    "T2b reversal of a refused op:",
    await verdict(
      `with o as (insert into finance_operations (login, command, amount_cents, currency, balance_after_cents, reason, comment, api_data, request_key, reverses_order)
      values ($1, 6, 88888, 'usd', 0, 'TR_REASON_PROP', 'Y', '{}', 'rev', $2) returning order_no)
     insert into postings (order_no, login, house_account, amount_cents, currency)
     select order_no, $1, null, 88888, 'usd' from o union all select order_no, null, 'x', -88888, 'usd' from o`,
      [me.login, ref2.order_no],
    ),
  );
  console.log(
    "T2c balance without a posting:",
    await verdict("update trading_accounts set balance_cents = 999999 where login = $1", [
      me.login,
    ]),
  );
  console.log(
    "T2d step moved to another program:",
    await verdict(
      "update program_steps set program_id = (select max(id)+0 from programs), phase_index = 2 where program_id = 1 and phase_index = 2",
      [],
    ),
  );
  const { rows: steps } = await sql(
    "select phase_index from program_steps where program_id = 1 order by 1",
  );
  console.log("T2d steps of 1:", JSON.stringify(steps));
});

test("T3 deposit charged back after its credit is spendable, and nobody is told", async () => {
  const trader = await newTrader();
  const { paymentId } = await payDeposit(trader.appHeaders, trader.login, 50_000);
  await workOff();
  const {
    rows: [p],
  } = await sql("select stripe_payment_intent_id as id from payments where id = $1", [paymentId]);
  await stripe().refunds.create({ payment_intent: p.id });
  for (const event of await eventsOf(p.id, "charge.refunded")) await deliver(event);
  await workOff();
  const bought = await answerOf(() =>
    buyChallenge(contextOf(trader), { program_id: 3 - 2, payer_login: trader.login }),
  );
  const {
    rows: [q],
  } = await sql("select status, review_reason, deposit_order from payments where id = $1", [
    paymentId,
  ]);
  console.log(
    "T3",
    JSON.stringify(q),
    bought.status,
    bought.body.purchase?.status_name ?? bought.body.error,
  );
});

test("T4 a purchase stuck forward is on nobody's list", async () => {
  const trader = await newTrader(100_000n);
  const server = faultyServer((s) => (s === "account" ? "cut-before" : undefined));
  const first = await answerOf(() =>
    buyChallenge(contextOf(trader), { program_id: 1, payer_login: trader.login }, server),
  );
  for (let i = 0; i < 5; i++)
    await resumePurchase(systemContext(database(), "job"), first.body.purchase.id, server);
  const {
    rows: [p],
  } = await sql(
    "select status, resumes, payment_order, rollback_problem from purchases where id = $1",
    [first.body.purchase.id],
  );
  const admin = contextOf(trader);
  const list = await listWaitingRefunds({ ...admin, actor: { ...admin.actor, role: "admin" } });
  console.log("T4", first.status, JSON.stringify(p), "on the list:", list.length);
});

test("T5 database lost between the fee's answer and its record, without a key", async () => {
  const trader = await newTrader(100_000n);
  const ctx = contextOf(trader);
  const honest = tradingServer(database());
  let lost = false;
  const server = {
    ...honest,
    submitOperation: async (r: Parameters<typeof honest.submitOperation>[0]) => {
      const a = await honest.submitOperation(r);
      lost = true;
      return a;
    },
  };
  const db = new Proxy(database(), {
    get: (t, k, rcv) => {
      if (lost && k === "update")
        throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
      return Reflect.get(t, k, rcv);
    },
  });
  const first = await answerOf(() =>
    buyChallenge({ ...ctx, db }, { program_id: 1, payer_login: trader.login }, server),
  );
  console.log("T5 first", first.status, JSON.stringify(first.body));
  const second = await answerOf(() =>
    buyChallenge(ctx, { program_id: 1, payer_login: trader.login }),
  );
  await settleAll();
  const { rows } = await sql("select id, status from purchases where customer_id = $1", [
    trader.id,
  ]);
  console.log("T5 after the retry that the answer asked for", second.status, JSON.stringify(rows));
});
void fund;
