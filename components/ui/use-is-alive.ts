import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page's handlers are there: false in the server's HTML and while it is hydrated. */
export const useIsAlive = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
