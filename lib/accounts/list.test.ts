import { beforeAll, describe, expect, test } from "vitest";
import { grantAccount } from "@/lib/prop-accounts";
import { grantChallenge } from "@/lib/purchases";
import { newAdmin } from "@/testing/actors/admin";
import { demoApp } from "@/testing/actors/app";
import { anonymousCtx } from "@/testing/actors/contexts";
import { buyFromWallet, contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { statementsOf } from "@/testing/database/round-trips";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { payForAccount } from "@/testing/stripe/payments";
import { buyByCard } from "@/testing/stripe/program-payments";
import { countAccounts, listAccounts, readAccountPhases } from ".";
import { accountsQuery, type ListedAccount } from "./schemas";

/** The id of a prop account, or the number of a purchase. */
const idOf = (row: ListedAccount) =>
  row.kind === "prop-account" ? row.account.id : row.purchase.id;

const list = (trader: Trader, query: Record<string, string> = {}, limit = 50) =>
  listAccounts(contextOf(trader), { ...accountsQuery.parse(query), limit });
const idsOf = async (trader: Trader, query?: Record<string, string>) =>
  (await list(trader, query)).rows.map(idOf);

const freeTier = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };

/** A trader with one account of each kind, in the order in which they were opened. */
async function newHolder() {
  const me = await newTrader(60_000n);
  const admin = await newAdmin();
  const free = (await as(me).post("/v2/payments/free", freeTier)).body.id as string;
  const wallet = (await buyFromWallet(me)).body.purchase.id as number;
  await payForAccount(me);
  await runAllJobs();
  const accounts = (await as(me).get("/v2/payments/prop-accounts")).body as { id: string }[];
  const card = accounts[0]?.id ?? "";
  const trial = (await buyFromWallet(me, { program_id: 4 })).body.purchase.id as number;
  await buyByCard(me);
  const { body } = await as(me).get("/prop/challenges");
  const program = body.purchases[0].id as number;
  const granted = await grantAccount(admin.ctx, {
    userId: me.publicId,
    tierId: "tier_50k",
    assetClass: "forex",
    accountSize: 50_000,
    reason: "a test",
  });
  const challenge = await grantChallenge(admin.ctx, {
    userId: me.publicId,
    programId: 2,
    reason: "a test",
    idempotencyKey: crypto.randomUUID(),
  });
  return { me, free, wallet, card, trial, program, granted: granted.id, gift: challenge.id };
}
let all: Awaited<ReturnType<typeof newHolder>>;
beforeAll(async () => {
  all = await newHolder();
});

describe("listAccounts", () => {
  test("listAccounts: accounts of every origin → one list, newest first, each with its payment method", async () => {
    const { rows, nextCursor } = await list(all.me);
    expect(rows.map((row) => [idOf(row), row.kind, row.paidWith])).toEqual([
      [all.gift, "challenge", "granted"],
      [all.granted, "prop-account", "granted"],
      [all.program, "challenge", "card"],
      [all.trial, "challenge", "free"],
      [all.card, "prop-account", "card"],
      [all.wallet, "challenge", "wallet"],
      [all.free, "prop-account", "free"],
    ]);
    expect(nextCursor).toBeNull();
  });

  test("listAccounts: a row → the same objects as the lists of the API, with the program's phases and size", async () => {
    const { rows } = await list(all.me);
    const accounts = (await as(all.me).get("/v2/payments/prop-accounts")).body;
    expect(rows.flatMap((row) => (row.kind === "prop-account" ? [row.account] : []))).toEqual(
      accounts,
    );
    const { purchases, challenges } = (await as(all.me).get("/prop/challenges")).body;
    const bought = rows.flatMap((row) => (row.kind === "challenge" ? [row] : []));
    expect(bought.map(({ purchase }) => purchase)).toEqual(purchases);
    expect(bought.map(({ challenge }) => challenge)).toEqual(challenges);
    expect(bought.find(({ purchase }) => purchase.id === all.wallet)).toMatchObject({
      phases: [{ phase_type: 0 }, { phase_type: 0 }, { phase_type: 1 }],
      size: 100_000,
      currency: "USD",
    });
  });

  test.each([1, 2, 3, 6])(
    "listAccounts: page after page of %i → the whole list once",
    async (limit) => {
      const whole = await idsOf(all.me);
      const pages: unknown[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: Awaited<ReturnType<typeof list>> = await list(all.me, { cursor }, limit);
        expect(page.rows.length).toBeGreaterThan(0);
        pages.push(...page.rows.map(idOf));
        cursor = page.nextCursor;
      }
      expect(pages).toEqual(whole);
    },
  );

  test("listAccounts: another customer → none of them", async () => {
    expect(await list(await newTrader())).toEqual({ rows: [], nextCursor: null });
  });

  test("listAccounts: one row and seven → the same number of statements", async () => {
    const one = await newTrader(60_000n);
    await buyFromWallet(one);
    await as(one).post("/v2/payments/free", freeTier);
    await runAllJobs();
    const countOf = async (trader: Trader) => (await statementsOf(() => list(trader))).length;
    expect(await countOf(all.me)).toBe(await countOf(one));
  });
});

describe("filters", () => {
  test("listAccounts, countAccounts: closed, passed and failed ones → ended; the rest → active", async () => {
    const mine = await newHolder();
    expect(await countAccounts(contextOf(mine.me))).toEqual({ active: 7, ended: 0 });
    await sql(
      "update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1",
      [mine.card],
    );
    await sql("update challenges set status = 2, ended_at = now() where purchase_id = $1", [
      mine.wallet,
    ]);
    await sql("update prop_accounts set admin_hold = true where id = $1", [mine.granted]);
    expect(await idsOf(mine.me, { state: "ended" })).toEqual([mine.card, mine.wallet]);
    expect(await idsOf(mine.me, { state: "active" })).toEqual([
      mine.gift,
      mine.granted,
      mine.program,
      mine.trial,
      mine.free,
    ]);
    expect(await countAccounts(contextOf(mine.me))).toEqual({ active: 5, ended: 2 });
  });

  test("listAccounts: a purchase that failed → listed as ended, without a challenge", async () => {
    const me = await newTrader(60_000n);
    await buyFromWallet(me);
    await sql(
      "delete from evaluations where challenge_id in (select id from challenges where customer_id = $1)",
      [me.id],
    );
    await sql(
      "with gone as (delete from challenge_phases where challenge_id in (select id from challenges where customer_id = $1)) delete from challenges where customer_id = $1",
      [me.id],
    );
    await sql(
      "update purchases set status = 4, failure_code = 'CHALLENGE_CREATION_FAILED' where customer_id = $1",
      [me.id],
    );
    const { rows } = await list(me, { state: "ended" });
    expect(rows).toMatchObject([{ challenge: null, purchase: { status_name: "failed" } }]);
    expect(await countAccounts(contextOf(me))).toEqual({ active: 0, ended: 1 });
  });

  test("listAccounts: a part of an id, a login, a name, a market or a payment → what has it", async () => {
    const { rows } = await list(all.me);
    const login = rows.flatMap((row) =>
      row.kind === "challenge" && row.purchase.id === all.wallet
        ? [row.purchase.account_login]
        : [],
    );
    expect(await idsOf(all.me, { q: String(login[0]) })).toEqual([all.wallet]);
    expect(await idsOf(all.me, { q: all.card.slice(-10).toUpperCase() })).toEqual([all.card]);
    expect(await idsOf(all.me, { q: "trial" })).toEqual([all.trial]);
    expect(await idsOf(all.me, { q: "FOREX" })).toEqual([all.granted]);
    const payment = rows.find((row) => idOf(row) === all.program);
    const paymentId = payment?.kind === "challenge" ? (payment.purchase.payment_id ?? "") : "";
    expect(await idsOf(all.me, { q: paymentId })).toEqual([all.program]);
    expect(await idsOf(all.me, { q: "100%" })).toEqual([]);
    expect(await idsOf(all.me, { q: "trial", state: "ended" })).toEqual([]);
  });

  test.each([
    { state: "running" },
    { q: "a\u0000b" },
    { q: " " },
    { q: "x".repeat(101) },
    { cursor: "prop_1~" },
    { cursor: "~9999999999" },
    { cursor: "nonsense" },
  ])("accountsQuery: %j → as if it were absent", (query) => {
    expect(accountsQuery.parse(query)).toEqual({});
  });
});

test("listAccounts, countAccounts: no customer → rejected", async () => {
  await expect(listAccounts(anonymousCtx(), { limit: 1 })).rejects.toThrow(/signed in|sign in/i);
  await expect(countAccounts(anonymousCtx())).rejects.toThrow(/signed in|sign in/i);
});

test("readAccountPhases: an account that a card paid for → its phases with rules in full; without stored terms → none", async () => {
  const [account] = (await list(all.me, { q: all.card })).rows;
  if (account?.kind !== "prop-account") throw new Error("not listed");
  const phases = await readAccountPhases(contextOf(all.me), account.account);
  expect(phases).toMatchObject([
    { phase_index: 1, phase_type: 0, initial_balance: 25_000, currency: "usd" },
  ]);
  const { rule_set } = account.account.tier_terms?.phases[0] ?? {};
  const { body } = await as(await demoApp()).get(`/v2/rule-sets/${rule_set}`, {
    query: { account_size: "25000" },
  });
  expect(phases[0]).toMatchObject(body);
  expect(
    await readAccountPhases(contextOf(all.me), { ...account.account, tier_terms: null }),
  ).toEqual([]);
});
