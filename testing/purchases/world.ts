import { fund, openAccount, type Trader } from "../actors/trader";
import { newProgram } from "../catalog/programs";
import { sql } from "../database/sql";
import type { Story } from "./actions";

export interface World {
  trader: Trader;
  programs: number[];
  wallets: number[];
  /** The deposits into each wallet, in cents. */
  funded: Map<number, number>;
  /** The responses to purchases and retries, each with its idempotency key. */
  responses: { key: string | null; status: number; body: PurchaseResponse }[];
  /** Whether an account is rejected, by the key of its request: decided at the first request. */
  rejectedAccounts: Map<string, boolean>;
}

interface PurchaseResponse {
  error?: { code: string; message: string };
  purchase?: { id: number; status: number };
  account?: { login: number };
  temporary_password?: string;
}

let groups = 0;

/** The programs and wallets of a story, without the rows of an earlier one. */
export async function newWorld(trader: Trader, { programs, wallets }: Story): Promise<World> {
  await sql(
    "begin; set local session_replication_role = replica; truncate purchases, challenges, challenge_phases, venue_accounts, evaluations, verdicts, verdict_evidence, venue_commands, money_requests, finance_operations, postings, trading_accounts, rejected_programs; delete from graphile_worker._private_jobs; commit",
  );
  const world: World = {
    trader,
    programs: [],
    wallets: [],
    funded: new Map(),
    responses: [],
    rejectedAccounts: new Map(),
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
  return world;
}

/** From now on the database rejects challenges of the programs in `rejected_programs`. */
export async function prepareRejections() {
  await sql("create table rejected_programs (id integer)");
  await sql(
    "create function reject_challenge() returns trigger language plpgsql as $$ begin if exists (select from rejected_programs where id = new.program_id) then raise exception 'no challenge today'; end if; return new; end $$",
  );
  await sql(
    "create trigger reject_challenge before insert on challenges for each row execute function reject_challenge()",
  );
}

/** Books a deposit into a wallet, and records it in the world. */
export async function deposit(world: World, login: number, cents: number) {
  if (cents === 0) return;
  await fund(login, BigInt(cents));
  world.funded.set(login, (world.funded.get(login) ?? 0) + cents);
}
