import { useEffect, useRef, useState } from "react";
import { type BuyState, choosing, startBuying } from "./buying";

/** Buys a program for as long as its page is open, and says where it stands. */
export function useBuy(programId: number) {
  const [state, setState] = useState<BuyState>(choosing);
  const buying = useRef<ReturnType<typeof startBuying> | null>(null);
  useEffect(() => {
    const mine = startBuying(programId, setState);
    buying.current = mine;
    return mine.leave;
  }, [programId]);
  return {
    state,
    confirm: (login: number, amount: number) => void buying.current?.confirm(login, amount),
    stop: () => buying.current?.stop(),
    tryAgain: () => buying.current?.tryAgain(),
    /** Back to the wallets after a purchase that failed. */
    startOver: () => setState(choosing),
  };
}
