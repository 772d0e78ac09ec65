import { useEffect, useRef, useState } from "react";
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

const choosing: BuyState = { step: "choosing", refusal: null };

/** Buys a program: once for each intent, however often the button is pressed or the page opened. */
export function useBuy(programId: number) {
  const [state, setState] = useState<BuyState>(choosing);
  const page = useRef<AbortController | null>(null);
  const busy = useRef(false);

  useEffect(() => {
    const controller = new AbortController();
    page.current = controller;
    const open = findIntent(programId);
    if (open) void work(() => resume(open, controller.signal));
    return () => {
      controller.abort();
      busy.current = false;
    };
    // biome-ignore lint/correctness/useExhaustiveDependencies: once for each program's page.
  }, [programId]);

  async function work(task: () => Promise<BuyState>): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    try {
      setState(await task());
    } catch (error) {
      // The page was left: the intent stays open and is looked up when it is opened again.
      if (page.current?.signal.aborted || isAbort(error)) return;
      throw error;
    }
    busy.current = false;
  }

  async function purchase(intent: Intent, signal: AbortSignal): Promise<BuyState> {
    const { login } = intent;
    let tries = 0;
    const onWait = (why: WaitReason) => {
      tries += 1;
      setState({ step: "waiting", login, why, tries });
    };
    setState({ step: "asking", login });
    const end = await buy(programId, intent, { signal, onWait });
    // Signed out, nothing was asked: what an earlier try did is not known yet.
    if (end.kind !== "refused" || end.error.status !== 401) closeIntent(programId);
    return stateAt(end);
  }

  async function resume(intent: Intent, signal: AbortSignal): Promise<BuyState> {
    const { login } = intent;
    const onWait = (why: WaitReason) => setState({ step: "checking", login, why });
    setState({ step: "checking", login, why: null });
    try {
      const bought = await wasBought(intent, { signal, onWait });
      return bought ? await purchase(intent, signal) : choosing;
    } catch (error) {
      if (error instanceof ApiError) return { step: "choosing", refusal: error };
      throw error;
    }
  }

  return {
    state,
    /** Buys with a wallet. Does nothing while a purchase runs. */
    confirm: (login: number) => {
      const { signal } = page.current ?? new AbortController();
      void work(() => purchase(openIntent(programId, login), signal));
    },
    startOver: () => setState(choosing),
  };
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === "AbortError";

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
