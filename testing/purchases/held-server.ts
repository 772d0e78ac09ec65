import { database } from "@/lib/database";
import {
  type Answer,
  type OperationRequest,
  type TradingServer,
  tradingServer,
} from "@/lib/trading";

type Submitted = Answer<{ order: number }>;

/**
 * A trading server that keeps everybody waiting who submits an operation: `asked` settles when
 * somebody does, `letGo` lets the operation be done, or `answer` be given in its place.
 */
export function heldServer(answer?: Submitted): TradingServer & {
  asked: Promise<OperationRequest>;
  letGo: () => void;
} {
  const server = tradingServer(database());
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let tell = (_: OperationRequest) => {};
  const asked = new Promise<OperationRequest>((resolve) => {
    tell = resolve;
  });
  return {
    ...server,
    asked,
    letGo,
    submitOperation: async (request) => {
      tell(request);
      await gate;
      return answer ?? server.submitOperation(request);
    },
  };
}
