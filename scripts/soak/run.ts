import type { Afterlife } from "./after";
import type { Books } from "./check";
import { type Load, runLoad } from "./load";
import type { Options } from "./options";
import type { Progress } from "./progress";
import { reconcile, settled } from "./settle";
import type { Stack } from "./stack";
import type { Outcome } from "./summary";
import { newTally } from "./tally";
import { judge } from "./verdict";

const SHOW_MS = 500;
/** How long the queues may take to run empty, and more for each payment. */
const SETTLE_MS = 60_000;
const SETTLE_EACH_MS = 60;

/** The whole soak on a stack that runs; what came of it. */
export async function runSoak(
  stack: Stack,
  options: Options,
  progress: Pick<Progress, "show" | "say">,
): Promise<Outcome> {
  const startedAt = Date.now();
  const tally = newTally();
  const show = () => {
    const { done, kills, restarts, webKills, stops } = tally;
    const words = `${done}/${options.payments} payments · killed: ${kills} workers, ${webKills} × web, ${restarts} × PostgreSQL · ${stops} restarts`;
    progress.show(done / options.payments, words);
  };
  const timer = setInterval(show, SHOW_MS);
  const load = await runLoad(stack, options, tally).finally(() => clearInterval(timer));
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1_000)} s`;
  progress.say(`All payments are made, after ${seconds()}: the queues run empty`);
  const patience = SETTLE_MS + options.payments * SETTLE_EACH_MS;
  const emptied = [await settled(stack, patience)];
  stack.receiver.calmDown();
  progress.say(`After ${seconds()} comparing with Stripe, which brings back what was dropped`);
  const reconciled = await reconcile(stack);
  // What didn't move before won't now.
  emptied.push(await settled(stack, emptied[0] ? patience : 0));
  const takeOvers = await Promise.all(stack.workers.takeOvers);
  const checks = await judgeStack(stack, load);
  return { options, tally, load, takeOvers, emptied, reconciled, checks };
}

/** What a stack's tables say now, beside what Stripe and the mail server have, or what `seen` gives. */
export async function judgeStack(
  stack: Stack,
  load: Pick<Load, "orders" | "endpoint"> & Partial<Afterlife>,
  seen: Partial<Pick<Books, "there" | "emails">> = {},
) {
  const { receiver, database, postOffice, mailbox, origin } = stack;
  return judge({
    refunds: [],
    purchases: [],
    ...load,
    query: database.query,
    there: seen.there ?? (await stack.stripe.intents()),
    receiver,
    acknowledged: postOffice.acknowledged,
    emails: seen.emails ?? mailbox.emails(),
    unhealthy: await unhealthy(origin),
  });
}

/** What the health endpoint says that is not well. */
async function unhealthy(origin: string): Promise<string[]> {
  const answer = await fetch(`${origin}/api/health`).catch((error: unknown) => String(error));
  if (typeof answer === "string") return [answer];
  return answer.ok ? [] : [`${answer.status} ${await answer.text()}`];
}
