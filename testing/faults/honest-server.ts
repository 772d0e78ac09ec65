import { database } from "@/lib/core/database";
import {
  type OpenAccountRequest,
  type OperationRequest,
  type TradingResult,
  type TradingServer,
  tradingServer,
} from "@/lib/trading";
import type { Faults } from "../purchases/actions";
import { stepServer, withLostConnection } from "./trading-server";

/**
 * A trading server with faults that is consistent for all of its callers: a request that it has rejected stays rejected
 * under its key, and one that it has performed isn't rejected.
 */
export function honestServer(
  faults: Faults,
  rejectedAccounts: Map<string, boolean>,
): TradingServer {
  const faultOf = new Map(faults);
  const around = async <T>(step: string, key: string, send: () => Promise<TradingResult<T>>) => {
    const fault = faultOf.get(step);
    // Enabling and disabling have no key, so each request is rejected by itself.
    if (fault === "reject" && key.startsWith(`${step}:`)) {
      return { status: "rejected", code: "REFUSED", message: `No ${step} today.` } as const;
    }
    return withLostConnection(fault, send);
  };
  return stepServer(
    around,
    rejecting((step) => faultOf.get(step) === "reject", rejectedAccounts),
  );
}

/** Has the embedded server reject a request: changes it into one that it rejects, unless it has the key already. */
function rejecting(
  isRejected: (step: string) => boolean,
  rejectedAccounts: Map<string, boolean>,
): TradingServer {
  const server = tradingServer(database());
  return {
    ...server,
    submitOperation: (request: OperationRequest) => {
      const [, step = ""] = request.requestKey.split(":");
      return server.submitOperation(isRejected(step) ? { ...request, currency: "zzz" } : request);
    },
    openAccount: (request: OpenAccountRequest) => {
      const { requestKey } = request;
      const rejected = rejectedAccounts.get(requestKey) ?? isRejected("account");
      rejectedAccounts.set(requestKey, rejected);
      return server.openAccount(rejected ? { ...request, group: "NO-SUCH-GROUP" } : request);
    },
  };
}
