import { database } from "@/lib/core/database";
import { type TradingResult, type TradingServer, tradingServer } from "@/lib/trading";

/** The trading server without its atomic purchase: the saga buys, step by step. */
export function sagaServer(server: TradingServer = tradingServer(database())): TradingServer {
  const { purchaseAtomically: _, ...rest } = server;
  return rest;
}

/** What goes wrong with the request of a step: rejected, cut before or after its effect, or no response. */
export type Fault = "reject" | "cut-before" | "cut-after" | "hang";

/** Runs in place of a step's request to the trading server; `send` sends it. */
export type Around = <T>(
  step: string,
  requestKey: string,
  send: () => Promise<TradingResult<T>>,
) => Promise<TradingResult<T>>;

/** A trading server without the atomic purchase, whose requests of a purchase's steps go through `around`. */
export function stepServer(
  around: Around,
  server: TradingServer = tradingServer(database()),
): TradingServer {
  // `7:fee:1` of a purchase's step; `deposit:pay_1:1` of a payment's movement.
  const stepOf = (key: string) => key.split(":").find((part) => !/^\d/.test(part)) ?? key;
  return {
    ...sagaServer(server),
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

/** A trading server that fails at the named steps (`fee`, `account`, `fee_rollback`, …). `requestKeys` has those of all requests. */
export function faultyServer(
  faultOf: (step: string) => Fault | undefined,
  server: TradingServer = tradingServer(database()),
): TradingServer & { requestKeys: string[] } {
  const requestKeys: string[] = [];
  const around: Around = async (step, requestKey, send) => {
    requestKeys.push(requestKey);
    const fault = faultOf(step);
    if (fault === "reject") {
      return { status: "rejected", code: "REFUSED", message: `No ${step} today.` };
    }
    return withLostConnection(fault, send);
  };
  return { ...stepServer(around, server), requestKeys };
}

/** Sends a request whose connection is lost before or after its effect, or whose response never comes. */
export async function withLostConnection<T>(
  fault: Fault | undefined,
  send: () => Promise<T>,
): Promise<T> {
  if (fault === "cut-before") throw new Error("connection lost before the effect");
  if (fault === "hang") return new Promise<T>(() => {});
  const result = await send();
  if (fault === "cut-after") throw new Error("connection lost after the effect");
  return result;
}

/**
 * A trading server that holds a purchase at a step, before or after its effect. `reached` settles when a purchase is
 * there; `open` lets all go on.
 */
export function gatedServer(gate: { step: string; when: "before" | "after" }) {
  const { promise: opened, resolve: open } = deferred<void>();
  const { promise: reached, resolve: reach } = deferred<void>();
  const server = stepServer(async (step, _, send) => {
    if (step !== gate.step) return send();
    if (gate.when === "after") {
      const result = await send();
      reach();
      await opened;
      return result;
    }
    reach();
    await opened;
    return send();
  });
  return { server, reached, open };
}

/** A promise, and the function that resolves it. */
export function deferred<T>() {
  let resolve = (_: T) => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
