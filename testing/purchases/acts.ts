import { buyChallenge, cancelPurchase, resumePurchase, retryPurchase } from "@/lib/challenges";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { sql } from "../callers";
import { workOff } from "../stripe";
import { contextOf, type Trader } from "../trading";
import { type Action, type Faults, type Story, steps } from "./actions";
import { answerOf, letTimePass, settleAll } from "./books";
import { honestServer } from "./honest-faults";
import { deposit, newWorld, type World } from "./world";

/** Lets a story happen in a world of its own, and then lets every purchase come to its end. */
export async function tell(trader: Trader, told: Story): Promise<World> {
  const world = await newWorld(trader, told);
  const unheard = steps.map((step): Faults[number] => [step, "cut-before"]);
  for (const wish of told.abandoned) await act(world, { do: "buy", ...wish, faults: unheard });
  await sql("update purchases set fee_requested_at = null");
  for (const group of told.groups) {
    await Promise.all(group.map((action) => act(world, action)));
  }
  await sql("delete from refused_programs");
  await settleAll();
  return world;
}

const pick = <T>(things: T[], index: number): T | undefined => things[index % things.length];

async function purchaseOf({ trader }: World, index: number): Promise<number | undefined> {
  const { rows } = await sql("select id from purchases where customer_id = $1 order by id", [
    trader.id,
  ]);
  return pick(rows, index)?.id;
}

/** Does one thing; what a customer is told is kept. */
async function act(world: World, action: Action): Promise<void> {
  const ctx = contextOf(world.trader);
  switch (action.do) {
    case "buy": {
      const program_id = pick(world.programs, action.program) ?? 0;
      const payer_login = pick(world.wallets, action.wallet) ?? 0;
      const { key } = action;
      const input = { program_id, payer_login, ...(key !== null && { idempotency_key: key }) };
      const server = honestServer(action.faults, world.refusedAccounts);
      world.answers.push({ key, ...(await answerOf(() => buyChallenge(ctx, input, server))) });
      return;
    }
    case "retry": {
      const id = await purchaseOf(world, action.purchase);
      if (id === undefined) return;
      const server = honestServer(action.faults, world.refusedAccounts);
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
      const server = honestServer(action.faults, world.refusedAccounts);
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
