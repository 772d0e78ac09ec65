import { useEffect, useState } from "react";

/** Whole seconds since the component appeared. Right after a pause too, of a sleeping laptop say. */
export function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const start = Date.now();
    const tick = () => setSeconds(Math.floor((Date.now() - start) / 1000));
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
