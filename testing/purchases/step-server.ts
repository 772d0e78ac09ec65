import { database } from "@/lib/database";
import { type Answer, type TradingServer, tradingServer } from "@/lib/trading";

/** What stands around the request of a step: it may do it with `go`, before or after something else. */
export type Around = <T>(
  step: string,
  requestKey: string,
  go: () => Promise<Answer<T>>,
) => Promise<Answer<T>>;

/** A trading server whose requests of a purchase's steps go through `around`. */
export function stepServer(
  around: Around,
  server: TradingServer = tradingServer(database()),
): TradingServer {
  const stepOf = (key: string) => key.split(":")[1] ?? key;
  return {
    ...server,
    openAccount: (request) => {
      const { requestKey } = request;
      return around(stepOf(requestKey), requestKey, () => server.openAccount(request));
    },
    submitOperation: (request) => {
      const { requestKey } = request;
      return around(stepOf(requestKey), requestKey, () => server.submitOperation(request));
    },
    setAccountEnabled: (login, enabled) => {
      const step = enabled ? "account" : "account_disabling";
      return around(step, `${step}:${login}`, () => server.setAccountEnabled(login, enabled));
    },
  };
}

/**
 * A trading server that keeps whoever comes to a step waiting, before it is done or after: `reached`
 * settles when somebody does, `open` lets them go on.
 */
export function gatedServer(gate: { step: string; when: "before" | "after" }) {
  let open = () => {};
  let reach = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const server = stepServer(async (step, _, go) => {
    if (step !== gate.step) return go();
    if (gate.when === "after") {
      const answer = await go();
      reach();
      await opened;
      return answer;
    }
    reach();
    await opened;
    return go();
  });
  return { server, reached, open };
}
