import { database } from "@/lib/database";
import {
  type Answer,
  type OpenAccountRequest,
  type OperationRequest,
  type TradingServer,
  tradingServer,
} from "@/lib/trading";
import type { Faults } from "./actions";
import { stepServer } from "./step-server";

/**
 * A trading server with faults that keeps its word, whoever else asks: what it refuses under a key it
 * goes on refusing, and what it has done under a key it doesn't refuse.
 */
export function honestServer(faults: Faults, refusedAccounts: Map<string, boolean>): TradingServer {
  const faultOf = new Map(faults);
  const around = async <T>(step: string, key: string, go: () => Promise<Answer<T>>) => {
    const fault = faultOf.get(step);
    if (fault === "cut-before") throw new Error("connection lost before the effect");
    if (fault === "hang") return new Promise<Answer<T>>(() => {});
    // Enabling and disabling have no key, so they are refused as it comes.
    if (fault === "refuse" && key.startsWith(`${step}:`)) {
      return { outcome: "refused", code: "REFUSED", message: `No ${step} today.` } as const;
    }
    const answer = await go();
    if (fault === "cut-after") throw new Error("connection lost after the effect");
    return answer;
  };
  return stepServer(
    around,
    refusing((step) => faultOf.get(step) === "refuse", refusedAccounts),
  );
}

/** Refuses for real: by asking for what the embedded server refuses, unless it knows the key. */
function refusing(
  isRefused: (step: string) => boolean,
  refusedAccounts: Map<string, boolean>,
): TradingServer {
  const server = tradingServer(database());
  return {
    ...server,
    submitOperation: (request: OperationRequest) => {
      const [, step = ""] = request.requestKey.split(":");
      return server.submitOperation(isRefused(step) ? { ...request, currency: "zzz" } : request);
    },
    openAccount: (request: OpenAccountRequest) => {
      const { requestKey } = request;
      const refused = refusedAccounts.get(requestKey) ?? isRefused("account");
      refusedAccounts.set(requestKey, refused);
      return server.openAccount(refused ? { ...request, group: "NO-SUCH-GROUP" } : request);
    },
  };
}
