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
  /** `tries` answers that said nothing certain. `arrived`: one of them said that it is at work. */
  | { step: "waiting"; login: number; why: WaitReason; tries: number; arrived: boolean }
  /** Nobody asks any more, and what became of the press isn't known. */
  | { step: "unknown"; login: number }
  | { step: "failed"; purchase: PurchaseView; error: ApiError | null }
  | { step: "bought"; bought: Bought };

export const choosing: BuyState = { step: "choosing", refusal: null };

/** How long it is asked without a word of the purchase: who has left by then shouldn't buy later. */
export const GIVE_UP_MS = 60_000;

/**
 * Buys a program: once for each intent, however often `confirm` is called or the page opened. An
 * intent left open by an earlier visit is looked up at once; `leave` stops and leaves it open.
 */
export function startBuying(programId: number, tell: (state: BuyState) => void) {
  let run: AbortController | null = null;
  let left = false;
  const stop = () => run?.abort();

  async function work(
    { login }: Pick<Intent, "login">,
    task: (asked: Asked) => Promise<BuyState>,
  ): Promise<void> {
    if (run) return;
    run = new AbortController();
    const { signal } = run;
    const patience = setTimeout(stop, GIVE_UP_MS);
    try {
      tell(await task({ signal, arrived: () => clearTimeout(patience) }));
    } catch (error) {
      if (!signal.aborted) throw error;
      if (!left) tell({ step: "unknown", login });
    } finally {
      clearTimeout(patience);
      run = null;
    }
  }

  async function purchase(intent: Intent, { signal, ...asked }: Asked): Promise<BuyState> {
    const { login } = intent;
    let tries = 0;
    let arrived = false;
    const onWait = (why: WaitReason) => {
      tries += 1;
      arrived ||= why === "confirming";
      if (arrived) asked.arrived();
      tell({ step: "waiting", login, why, tries, arrived });
    };
    tell({ step: "asking", login });
    const end = await buy(programId, intent, { signal, onWait });
    // Signed out, nothing was asked: what an earlier try did is not known yet.
    if (end.kind !== "refused" || end.error.status !== 401) closeIntent(programId);
    return stateAt(end);
  }

  /** Looks an open intent up. One that isn't found is sent again only if its buyer wants that. */
  async function resume(intent: Intent, asked: Asked, again: boolean): Promise<BuyState> {
    const { login } = intent;
    const onWait = (why: WaitReason) => tell({ step: "checking", login, why });
    tell({ step: "checking", login, why: null });
    try {
      const bought = await wasBought(intent, { signal: asked.signal, onWait });
      return bought || again ? await purchase(intent, asked) : choosing;
    } catch (error) {
      if (error instanceof ApiError) return { step: "choosing", refusal: error };
      throw error;
    }
  }

  const takeUp = (again: boolean) => {
    const open = findIntent(programId);
    if (open) void work(open, (asked) => resume(open, asked, again));
  };
  takeUp(false);
  return {
    /** Buys with a wallet, at the price that was shown. Does nothing while a purchase runs. */
    confirm: (login: number, amount: number) =>
      work({ login }, (asked) => purchase(openIntent(programId, login, amount), asked)),
    stop,
    /** Looks up what was stopped, and sends it again if it never arrived. */
    tryAgain: () => takeUp(true),
    leave: () => {
      left = true;
      stop();
    },
  };
}

interface Asked {
  /** Aborted when nobody wants to ask any more; the server goes on without it. */
  signal: AbortSignal;
  /** The purchase is known to be at the server: from now on it is worth waiting for. */
  arrived: () => void;
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
