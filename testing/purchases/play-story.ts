import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { buyChallenge, cancelPurchase, resumePurchase, retryPurchase } from "@/lib/purchases";
import { contextOf, type Trader } from "../actors/trader";
import { runAllJobs } from "../database/jobs";
import { sql } from "../database/sql";
import { honestServer } from "../faults/honest-server";
import { type Action, type Faults, requestSteps, type Story } from "./actions";
import { letTimePass, resultOf, settleAll } from "./purchase-state";
import { deposit, newWorld, type World } from "./world";

/** Plays a story in a world of its own, then runs the jobs until every purchase is settled. */
export async function playStory(trader: Trader, story: Story): Promise<World> {
  const world = await newWorld(trader, story);
  const lost = requestSteps.map((step): Faults[number] => [step, "cut-before"]);
  for (const request of story.abandoned) await act(world, { do: "buy", ...request, faults: lost });
  await sql("update purchases set fee_requested_at = null");
  for (const group of story.groups) {
    await Promise.all(group.map((action) => act(world, action)));
  }
  await sql("delete from rejected_programs");
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

/** Performs one action, and stores the response that a customer gets. */
async function act(world: World, action: Action): Promise<void> {
  const ctx = contextOf(world.trader);
  switch (action.do) {
    case "buy": {
      const program_id = pick(world.programs, action.program) ?? 0;
      const payer_login = pick(world.wallets, action.wallet) ?? 0;
      const { key } = action;
      const input = { program_id, payer_login, ...(key !== null && { idempotency_key: key }) };
      const server = honestServer(action.faults, world.rejectedAccounts);
      world.responses.push({ key, ...(await resultOf(() => buyChallenge(ctx, input, server))) });
      return;
    }
    case "retry": {
      const id = await purchaseOf(world, action.purchase);
      if (id === undefined) return;
      const server = honestServer(action.faults, world.rejectedAccounts);
      world.responses.push({
        key: null,
        ...(await resultOf(() => retryPurchase(ctx, id, server))),
      });
      return;
    }
    case "cancel": {
      const id = await purchaseOf(world, action.purchase);
      if (id === undefined) return;
      const cancel = async () => {
        const purchase = await cancelPurchase(ctx, id);
        return { status: 200 as const, body: { accepted: true, idempotent: false, purchase } };
      };
      world.responses.push({ key: null, ...(await resultOf(cancel)) });
      return;
    }
    case "resume": {
      const id = await purchaseOf(world, action.purchase);
      if (id === undefined) return;
      const server = honestServer(action.faults, world.rejectedAccounts);
      return resumePurchase(systemContext(database(), "job_test"), id, server);
    }
    case "work off":
      return runAllJobs();
    case "let time pass":
      return void (await letTimePass());
    case "deposit":
      return deposit(world, pick(world.wallets, action.wallet) ?? 0, action.cents);
    case "enable":
      return void (await sql("update trading_accounts set enabled = $2 where login = $1", [
        pick(world.wallets, action.wallet),
        action.enabled,
      ]));
    case "reject challenges":
      return void (await sql(
        action.rejected
          ? "insert into rejected_programs values ($1)"
          : "delete from rejected_programs where id = $1",
        [pick(world.programs, action.program)],
      ));
  }
}
