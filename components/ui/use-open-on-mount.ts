import { useEffect, useRef, useState } from "react";

/** For components of `onDemand`: opens on mount, with the focus on the button that it returns to. */
export function useOpenOnMount<E extends HTMLElement>() {
  const target = useRef<E>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    target.current?.focus();
    setOpened(true);
  }, []);
  return { target, opened, setOpened };
}
