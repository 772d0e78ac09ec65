import { useEffect, useRef, useState } from "react";

/** For what `onDemand` shows: open from the start, with the focus on its button to come back to. */
export function useOpenAtOnce<E extends HTMLElement>() {
  const target = useRef<E>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    target.current?.focus();
    setOpened(true);
  }, []);
  return { target, opened, setOpened };
}
