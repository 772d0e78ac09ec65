import { useSyncExternalStore } from "react";

const subscribe = () => () => {};

/** Whether the page has its event handlers: false in the server's HTML and during hydration. */
export const useIsHydrated = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
