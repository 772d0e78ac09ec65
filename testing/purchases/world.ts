import { sql } from "../callers";
import { newProgram } from "../programs";
import { fund, openAccount, type Trader } from "../trading";
import type { Story } from "./actions";

export interface World {
  trader: Trader;
  programs: number[];
  wallets: number[];
  /** What was put into each wallet. */
  funded: Map<number, number>;
  /** What was answered to a purchase or a retry, and with which key it was asked. */
  answers: { key: string | null; status: number; body: Told }[];
  /** Whether an account is refused, by its request's key: decided when it is first asked for. */
  refusedAccounts: Map<string, boolean>;
}

interface Told {
  error?: { code: string; message: string };
  purchase?: { id: number; status: number };
  account?: { login: number };
  temporary_password?: string;
}

let groups = 0;

/** A world of its own for a story, without whatever an earlier one left. */
export async function newWorld(trader: Trader, { programs, wallets }: Story): Promise<World> {
  await sql(
    "begin; set local session_replication_role = replica; truncate purchases, challenges, challenge_phases, finance_operations, postings, trading_accounts, refused_programs; delete from graphile_worker._private_jobs; commit",
  );
  const world: World = {
    trader,
    programs: [],
    wallets: [],
    funded: new Map(),
    answers: [],
    refusedAccounts: new Map(),
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

/** Puts money into a wallet, and remembers it. */
export async function deposit(world: World, login: number, cents: number) {
  if (cents === 0) return;
  await fund(login, BigInt(cents));
  world.funded.set(login, (world.funded.get(login) ?? 0) + cents);
}
