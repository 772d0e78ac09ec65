import type { PurchaseView } from "@/lib/challenges/schemas";
import { ApiError } from "@/lib/client/api";
import { buy, type End, wasBought } from "./buy";
import { closeIntent, findIntent, type Intent, openIntent } from "./intent";
import type { Bought, WaitReason } from "./verdict";

/** Where buying stands. */
export type BuyState =
  | { step: "choosing"; refusal: ApiError | null }
  /** An earlier press of this tab had no answer, and is looked up before anything else. */
  | { step: "checking"; login: number; why: WaitReason | null }
  | { step: "asking"; login: number }
  /** `tries` answers that said nothing certain. */
  | { step: "waiting"; login: number; why: WaitReason; tries: number }
  | { step: "failed"; purchase: PurchaseView; error: ApiError | null }
  | { step: "bought"; bought: Bought };

export const choosing: BuyState = { step: "choosing", refusal: null };

/**
 * Buys a program: once for each intent, however often `confirm` is called or the page opened. An
 * intent left open by an earlier visit is looked up at once; `leave` stops and leaves it open.
 */
export function startBuying(programId: number, tell: (state: BuyState) => void) {
  const { signal, abort } = abortable();
  let busy = false;

  async function work(task: () => Promise<BuyState>): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      tell(await task());
      busy = false;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async function purchase(intent: Intent): Promise<BuyState> {
    const { login } = intent;
    let tries = 0;
    const onWait = (why: WaitReason) => {
      tries += 1;
      tell({ step: "waiting", login, why, tries });
    };
    tell({ step: "asking", login });
    const end = await buy(programId, intent, { signal, onWait });
    // Signed out, nothing was asked: what an earlier try did is not known yet.
    if (end.kind !== "refused" || end.error.status !== 401) closeIntent(programId);
    return stateAt(end);
  }

  async function resume(intent: Intent): Promise<BuyState> {
    const { login } = intent;
    const onWait = (why: WaitReason) => tell({ step: "checking", login, why });
    tell({ step: "checking", login, why: null });
    try {
      const bought = await wasBought(intent, { signal, onWait });
      return bought ? await purchase(intent) : choosing;
    } catch (error) {
      if (error instanceof ApiError) return { step: "choosing", refusal: error };
      throw error;
    }
  }

  const open = findIntent(programId);
  if (open) void work(() => resume(open));
  return {
    /** Buys with a wallet. Does nothing while a purchase runs. */
    confirm: (login: number) => work(() => purchase(openIntent(programId, login))),
    leave: abort,
  };
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

function stateAt(end: End): BuyState {
  switch (end.kind) {
    case "bought":
      return { step: "bought", bought: end.bought };
    case "failed":
      return { step: "failed", purchase: end.purchase, error: end.error };
    case "refused":
      return { step: "choosing", refusal: end.error };
  }
}
