import { env } from "@/lib/core/env";

/** How to reach the gateway of the entity miner that creates subaccounts. */
export interface VantaSettings {
  gatewayUrl: string;
  apiKey: string;
  entity: string;
  /** A creation without a response after this is unknown. */
  timeoutMs: number;
  /** So long after that it may still take effect: it is looked up and not requested again. */
  settleMs: number;
}

const LIST_TIMEOUT_MS = 20_000;

/** The timeout of a request for the entity's list. */
export const listTimeoutMs = ({ timeoutMs }: Pick<VantaSettings, "timeoutMs">) =>
  Math.min(LIST_TIMEOUT_MS, timeoutMs);

/** The gateway's settings; null where the firm has another venue. */
export function vantaSettings(): VantaSettings | null {
  const { VENUE, VANTA_GATEWAY_URL, VANTA_API_KEY, ENTITY_ADDRESS, ...rest } = env();
  if (VENUE !== "vanta" || !VANTA_GATEWAY_URL || !VANTA_API_KEY) return null;
  return {
    gatewayUrl: VANTA_GATEWAY_URL,
    apiKey: VANTA_API_KEY,
    entity: ENTITY_ADDRESS,
    timeoutMs: rest.VANTA_TIMEOUT_SECONDS * 1000,
    settleMs: rest.VANTA_SETTLE_SECONDS * 1000,
  };
}
