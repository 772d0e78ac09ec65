import { env } from "@/lib/env";

/** How to reach the gateway of the entity miner that subaccounts are made at. */
export interface VantaSettings {
  gatewayUrl: string;
  apiKey: string;
  entity: string;
  /** A creation that has no answer by then counts as unknown. */
  answerMs: number;
  /** So long after that it may still take effect, and is looked for instead of asked again. */
  settleMs: number;
}

const LIST_MS = 20_000;

/** How long the entity's list is waited for. */
export const listMs = ({ answerMs }: Pick<VantaSettings, "answerMs">) =>
  Math.min(LIST_MS, answerMs);

/** The gateway's settings; null where the firm has another venue. */
export function vantaSettings(): VantaSettings | null {
  const { PROVIDER, VANTA_GATEWAY_URL, VANTA_API_KEY, ENTITY_ADDRESS, ...rest } = env();
  if (PROVIDER !== "vanta" || !VANTA_GATEWAY_URL || !VANTA_API_KEY) return null;
  return {
    gatewayUrl: VANTA_GATEWAY_URL,
    apiKey: VANTA_API_KEY,
    entity: ENTITY_ADDRESS,
    answerMs: rest.VANTA_ANSWER_SECONDS * 1000,
    settleMs: rest.VANTA_SETTLE_SECONDS * 1000,
  };
}
