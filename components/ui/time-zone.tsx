"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useIsHydrated } from "./use-is-hydrated";

const ChosenZone = createContext<string | null>(null);

interface Props {
  /** The IANA zone that the customer chose; null for the browser's. */
  zone: string | null;
  children: ReactNode;
}

/** Sets the time zone in which the pages inside it show times. */
export const TimeZoneProvider = ({ zone, children }: Props) => (
  <ChosenZone value={zone}>{children}</ChosenZone>
);

/** The time zone to show times in; undefined for the browser's. The server doesn't know that one: until then, UTC. */
export function useTimeZone(): string | undefined {
  const chosen = useContext(ChosenZone);
  const hydrated = useIsHydrated();
  return chosen ?? (hydrated ? undefined : "UTC");
}
