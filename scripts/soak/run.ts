import type { FinalState } from "./check";
import type { FollowUpRecords } from "./follow-up";
import { type Load, runLoad } from "./load";
import type { Options } from "./options";
import type { Progress } from "./progress";
import { runChecks } from "./run-checks";
import { reconcile, waitUntilIdle } from "./settle";
import type { Stack } from "./stack";
import type { SoakResult } from "./summary";
import { newTally } from "./tally";

const SHOW_MS = 500;
/**
 * How long the queues may take to run empty, plus the time for each payment. A job that has failed five times, because
 * the database was away or its worker died, waits two and a half minutes for its next attempt.
 */
const IDLE_MS = 240_000;
const IDLE_EACH_MS = 60;

/** Runs the whole soak on a running stack. */
export async function runSoak(
  stack: Stack,
  options: Options,
  progress: Pick<Progress, "show" | "say">,
): Promise<SoakResult> {
  const startedAt = Date.now();
  const tally = newTally();
  const show = () => {
    const { done, kills, restarts, webKills, stops } = tally;
    const description = `${done}/${options.payments} payments · killed: ${kills} workers, ${webKills} × web, ${restarts} × PostgreSQL · ${stops} restarts`;
    progress.show(done / options.payments, description);
  };
  const timer = setInterval(show, SHOW_MS);
  const load = await runLoad(stack, options, tally).finally(() => clearInterval(timer));
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1_000)} s`;
  progress.say(`After ${seconds()} all payments are made; waiting until the queues are empty`);
  const timeoutMs = IDLE_MS + options.payments * IDLE_EACH_MS;
  const emptied = [await waitUntilIdle(stack, timeoutMs)];
  stack.receiver.stopRejecting();
  progress.say(`After ${seconds()} comparing with Stripe, to recover dropped events`);
  const reconciled = await reconcile(stack);
  // Queues that didn't run empty before won't now.
  emptied.push(await waitUntilIdle(stack, emptied[0] ? timeoutMs : 0));
  const takeOvers = await Promise.all(stack.workers.takeOvers);
  const checks = await checkStack(stack, load);
  return { options, tally, load, takeOvers, emptied, reconciled, checks };
}

/** Checks a stack's tables as they are now. `overrides` replaces what Stripe or the mail server has. */
export async function checkStack(
  stack: Stack,
  load: Pick<Load, "orders" | "endpoint"> & Partial<FollowUpRecords>,
  overrides: Partial<Pick<FinalState, "stripePayments" | "emails">> = {},
) {
  const { receiver, database, eventRelay, mailbox, origin } = stack;
  return runChecks({
    refunds: [],
    purchases: [],
    ...load,
    query: database.query,
    stripePayments: overrides.stripePayments ?? (await stack.stripe.listPayments()),
    receiver,
    acknowledged: eventRelay.acknowledged,
    emails: overrides.emails ?? mailbox.emails(),
    unhealthy: await healthProblems(origin),
  });
}

/** Problems that the health endpoint reports. */
async function healthProblems(origin: string): Promise<string[]> {
  const response = await fetch(`${origin}/api/health`).catch((error: unknown) => String(error));
  if (typeof response === "string") return [response];
  return response.ok ? [] : [`${response.status} ${await response.text()}`];
}
