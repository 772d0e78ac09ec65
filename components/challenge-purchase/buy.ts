import type { BuyView, ChallengesView } from "@/lib/challenges/schemas";
import { ApiError, api } from "@/lib/client/api";
import type { Intent } from "./intent";
import { type Verdict, verdictOf, type WaitReason } from "./verdict";

/** How a purchase ended. */
export type End = Exclude<Verdict, { kind: "waiting" }>;

interface Watched {
  /** Aborted when the page is left; the server goes on without it. */
  signal: AbortSignal;
  onWait: (why: WaitReason) => void;
}

// A call that a reload cut off may still be on its way to the server.
const LOOKUPS = 2;
const LOOKUP_PAUSE_SECONDS = 1.5;
const OFFLINE_PAUSE_SECONDS = 3;

/** Buys, and asks again with the same key until the end is known. Throws when aborted. */
export async function buy(programId: number, intent: Intent, watched: Watched): Promise<End> {
  const { signal, onWait } = watched;
  const body = {
    program_id: programId,
    payer_login: intent.login,
    amount: intent.amount,
    idempotency_key: intent.key,
  };
  for (;;) {
    const answer = await answerTo(
      api<BuyView | null>("POST", "/prop/challenge/buy", body, { signal }),
    );
    const verdict = verdictOf(answer);
    if (verdict.kind !== "waiting") return verdict;
    onWait(verdict.why);
    await pause(verdict.seconds, signal);
  }
}

/**
 * Whether a press whose answer never came did buy. Only looks: nothing is bought by opening a page.
 * Throws when aborted, and ApiError when the server refuses to tell.
 */
export async function wasBought({ key }: Intent, { signal, onWait }: Watched): Promise<boolean> {
  for (let lookup = 1; ; ) {
    const answer = await answerTo(
      api<ChallengesView | null>("GET", "/prop/challenges", undefined, { signal }),
    );
    if (answer instanceof ApiError && answer.status > 0 && answer.status < 500) throw answer;
    if (answer === null || answer instanceof ApiError) {
      onWait("offline");
      await pause(OFFLINE_PAUSE_SECONDS, signal);
      continue;
    }
    if (answer.purchases.some(({ idempotency_key }) => idempotency_key === key)) return true;
    if (lookup === LOOKUPS) return false;
    lookup += 1;
    await pause(LOOKUP_PAUSE_SECONDS, signal);
  }
}

async function answerTo<T>(call: Promise<T>): Promise<T | ApiError> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

const pause = (seconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal.addEventListener("abort", stop, { once: true });
  });
