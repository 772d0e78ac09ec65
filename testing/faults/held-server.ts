import { database } from "@/lib/core/database";
import {
  type OperationRequest,
  type TradingResult,
  type TradingServer,
  tradingServer,
} from "@/lib/trading";
import { deferred, sagaServer } from "./trading-server";

type Submitted = TradingResult<{ order: number }>;

/**
 * A trading server that holds every operation that is submitted. `submitted` settles with the first; `release` lets
 * them be done, or be given `result` in their place.
 */
export function heldServer(result?: Submitted): TradingServer & {
  submitted: Promise<OperationRequest>;
  release: () => void;
} {
  const server = tradingServer(database());
  const { promise: released, resolve: release } = deferred<void>();
  const { promise: submitted, resolve: submit } = deferred<OperationRequest>();
  return {
    ...sagaServer(server),
    submitted,
    release,
    submitOperation: async (request) => {
      submit(request);
      await released;
      return result ?? server.submitOperation(request);
    },
  };
}
