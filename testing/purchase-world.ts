import { buyChallenge, cancelPurchase, resumePurchase, retryPurchase } from "@/lib/challenges";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { type Answer, tradingServer } from "@/lib/trading";
import { sql } from "./callers";
import { newProgram } from "./programs";
import { type Action, type Faults, type Story, steps } from "./purchase-actions";
import { answerOf, letTimePass } from "./purchases";
import { stepServer } from "./step-server";
import { workOff } from "./stripe";
import { contextOf, fund, openAccount, type Trader } from "./trading";

export interface World {
  trader: Trader;
  programs: number[];
  wallets: number[];
  /** What was put into each wallet. */
  funded: Map<number, number>;
  /** What was answered to a purchase or a retry, and with which key it was asked. */
  answers: { key: string | null; status: number; body: Told }[];
  /** The accounts that were refused: the same key gets the same answer. */
  refusedAccounts: Set<string>;
}

interface Told {
  error?: { code: string; message: string };
  purchase?: { id: number; status: number };
  account?: { login: number };
  temporary_password?: string;
}

let groups = 0;

/** A world of its own for a story, without whatever an earlier one left. */
export async function newWorld(
  trader: Trader,
  { programs, wallets, abandoned }: Story,
): Promise<World> {
  await sql(
    "begin; set local session_replication_role = replica; truncate purchases, challenges, challenge_phases, finance_operations, postings, trading_accounts, refused_programs; delete from graphile_worker._private_jobs; commit",
  );
  const world: World = {
    trader,
    programs: [],
    wallets: [],
    funded: new Map(),
    answers: [],
    refusedAccounts: new Set(),
  };
  for (const { priceCents, depositCents, steps: phases } of programs) {
    groups += 1;
    const name = `GROUP-${groups}`;
    await sql(
      "insert into account_groups (name, brand, account_mode, currency, leverage, default_deposit_cents) values ($1, 'brand-a', 0, 'usd', 100, $2)",
      [name, depositCents],
    );
    world.programs.push(await newProgram({ priceCents, groups: Array(phases).fill(name) }));
  }
  for (const cents of wallets) {
    const login = await openAccount(trader, "WALLET-USD");
    world.wallets.push(login);
    await deposit(world, login, cents);
  }
  const unheard = steps.map((step): Faults[number] => [step, "cut-before"]);
  for (const wish of abandoned) await act(world, { do: "buy", ...wish, faults: unheard });
  await sql("update purchases set fee_requested_at = null");
  return world;
}

/** From now on the database refuses the challenges of the programs in `refused_programs`. */
export async function prepareRefusals() {
  await sql("create table refused_programs (id integer)");
  await sql(
    "create function refuse_challenge() returns trigger language plpgsql as $$ begin if exists (select from refused_programs where id = new.program_id) then raise exception 'no challenge today'; end if; return new; end $$",
  );
  await sql(
    "create trigger refuse_challenge before insert on challenges for each row execute function refuse_challenge()",
  );
}

async function deposit(world: World, login: number, cents: number) {
  if (cents === 0) return;
  await fund(login, BigInt(cents));
  world.funded.set(login, (world.funded.get(login) ?? 0) + cents);
}

const pick = <T>(things: T[], index: number): T | undefined => things[index % things.length];

async function purchaseOf({ trader }: World, index: number): Promise<number | undefined> {
  const { rows } = await sql("select id from purchases where customer_id = $1 order by id", [
    trader.id,
  ]);
  return pick(rows, index)?.id;
}

/** Does one thing; what a customer is told is kept. */
export async function act(world: World, action: Action): Promise<void> {
  const ctx = contextOf(world.trader);
  switch (action.do) {
    case "buy": {
      const program_id = pick(world.programs, action.program) ?? 0;
      const payer_login = pick(world.wallets, action.wallet) ?? 0;
      const { key } = action;
      const input = { program_id, payer_login, ...(key !== null && { idempotency_key: key }) };
      const server = serverWith(world, action.faults);
      world.answers.push({ key, ...(await answerOf(() => buyChallenge(ctx, input, server))) });
      return;
    }
    case "retry": {
      const id = await purchaseOf(world, action.purchase);
      if (id === undefined) return;
      const server = serverWith(world, action.faults);
      world.answers.push({ key: null, ...(await answerOf(() => retryPurchase(ctx, id, server))) });
      return;
    }
    case "cancel": {
      const id = await purchaseOf(world, action.purchase);
      if (id === undefined) return;
      const cancel = async () => {
        const purchase = await cancelPurchase(ctx, id);
        return { status: 200 as const, body: { accepted: true, idempotent: false, purchase } };
      };
      world.answers.push({ key: null, ...(await answerOf(cancel)) });
      return;
    }
    case "resume": {
      const id = await purchaseOf(world, action.purchase);
      if (id === undefined) return;
      const server = serverWith(world, action.faults);
      return resumePurchase(systemContext(database(), "job_test"), id, server);
    }
    case "work off":
      return workOff();
    case "let time pass":
      return void (await letTimePass());
    case "deposit":
      return deposit(world, pick(world.wallets, action.wallet) ?? 0, action.cents);
    case "enable":
      return void (await sql("update trading_accounts set enabled = $2 where login = $1", [
        pick(world.wallets, action.wallet),
        action.enabled,
      ]));
    case "refuse challenges":
      return void (await sql(
        action.refused
          ? "insert into refused_programs values ($1)"
          : "delete from refused_programs where id = $1",
        [pick(world.programs, action.program)],
      ));
  }
}

/**
 * A trading server with faults that keeps its word: what it refuses under a key it goes on refusing,
 * and what it has done under a key it doesn't refuse.
 */
function serverWith({ refusedAccounts }: World, faults: Faults) {
  const faultOf = new Map(faults);
  const honest = tradingServer(database());
  const refusing = {
    ...honest,
    // An operation in another currency is refused for good, unless its key is known.
    submitOperation: (request: Parameters<typeof honest.submitOperation>[0]) => {
      const step = request.requestKey.split(":")[1] ?? "";
      const currency = faultOf.get(step) === "refuse" ? "zzz" : request.currency;
      return honest.submitOperation({ ...request, currency });
    },
    openAccount: (request: Parameters<typeof honest.openAccount>[0]) => {
      const { requestKey } = request;
      if (faultOf.get("account") === "refuse") refusedAccounts.add(requestKey);
      const group = refusedAccounts.has(requestKey) ? "NO-SUCH-GROUP" : request.group;
      return honest.openAccount({ ...request, group });
    },
  };
  return stepServer(async <T>(step: string, key: string, go: () => Promise<Answer<T>>) => {
    const fault = faultOf.get(step);
    if (fault === "cut-before") throw new Error("connection lost before the effect");
    if (fault === "hang") return new Promise<Answer<T>>(() => {});
    if (fault === "refuse" && key.startsWith(`${step}:`)) {
      return { outcome: "refused", code: "REFUSED", message: `No ${step} today.` };
    }
    const answer = await go();
    if (fault === "cut-after") throw new Error("connection lost after the effect");
    return answer;
  }, refusing);
}
