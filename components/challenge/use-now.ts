import { useEffect, useState } from "react";

const TICK_MS = 5_000;

/** The reader's clock in Unix seconds; null until the page runs in the browser. */
export function useNow(tickMs = TICK_MS): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(Date.now() / 1000);
    tick();
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [tickMs]);
  return now;
}
