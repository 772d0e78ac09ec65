import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  type AttemptProgress,
  attemptPurchase,
  type PurchaseAttempt,
  ResultUnknown,
} from "./attempt-purchase";
import { closeIntent, findIntent, openIntent } from "./intent";

const PROGRAM = 1;
const WALLET = 100_001;
const PRICE = 499;
const BUY = "POST /prop/challenge/buy";
const LOOK_UP = "GET /prop/challenges";
const purchased = {
  accepted: true,
  purchase: { id: 10, status_name: "active" },
  challenge: { id: 12 },
};

type Respond = () => Promise<Response> | Response;
const json = (body: object, status = 200) => Response.json(body, { status });
const lost: Respond = () => Promise.reject(new TypeError("failed to fetch"));
const error = (code: string, status: number): Respond => {
  return () => json({ error: { code, message: code } }, status);
};
const notFound: Respond = () => json({ purchases: [], challenges: [] });
const always = (respond: Respond) => Array.from({ length: 100 }, () => respond);

let keys: string[];
let amounts: number[];
let terms: (number | undefined)[];
let calls: string[];

/** Responds to one call after the other, and records the key and price of each purchase. */
function stubServer(...responses: Respond[]) {
  [keys, amounts, terms, calls] = [[], [], [], []];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    calls.push(`${init.method} ${path}`);
    if (init.method === "POST") {
      const body = JSON.parse(String(init.body));
      keys.push(body.idempotency_key);
      amounts.push(body.amount);
      terms.push(body.terms_version);
    }
    return Promise.resolve(responses.shift()?.() ?? json(purchased));
  });
}

/** Starts an attempt; `result` is its step, the code of its rejection or `unknown`, once it has ended. */
function start(attempt: PurchaseAttempt) {
  const controller = new AbortController();
  const progress: AttemptProgress[] = [];
  const run: { result: string | undefined } = { result: undefined };
  void attemptPurchase(PROGRAM, attempt, {
    signal: controller.signal,
    onProgress: (state) => progress.push(state),
  }).then(
    (result) => {
      run.result = result?.step ?? "nothing sent";
    },
    (reason) => {
      run.result = reason instanceof ResultUnknown ? "unknown" : reason.code;
    },
  );
  return {
    stop: () => controller.abort(),
    steps: () => progress.map(({ step }) => step),
    last: () => progress.at(-1),
    result: () => run.result,
  };
}

const press = (amount = PRICE) =>
  start({ intent: openIntent(PROGRAM, { login: WALLET, amount, termsVersion: 1 }) });
const resume = (lookUp: "only" | "then_send") => {
  const intent = findIntent(PROGRAM);
  if (!intent) throw new Error("no open intent");
  return start({ intent, lookUp });
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  closeIntent(PROGRAM);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("attemptPurchase: two presses before a response → one key, one purchase", async () => {
  stubServer();
  const runs = [press(), press()];
  await pass(60_000);
  expect(new Set(keys).size).toBe(1);
  expect(runs.map((run) => run.result())).toEqual(["bought", "bought"]);
});

it("attemptPurchase: a press, and an intent that the release before stored → the version of the terms that was shown, or none", async () => {
  stubServer();
  press();
  await pass(60_000);
  openIntent(PROGRAM, { login: WALLET, amount: PRICE, termsVersion: 2 });
  const stored = findIntent(PROGRAM);
  if (!stored) throw new Error("no open intent");
  start({ intent: stored });
  await pass(60_000);
  start({ intent: { ...stored, termsVersion: null } });
  await pass(60_000);
  expect(terms).toEqual([1, 2, undefined]);
});

it("attemptPurchase: responses without a result → sent again with the same key until it is known", async () => {
  stubServer(lost, error("IDEMPOTENCY_IN_FLIGHT", 409), error("UNAVAILABLE", 503));
  const run = press();
  await pass(60_000);
  expect(keys).toHaveLength(4);
  expect(new Set(keys).size).toBe(1);
  expect(run.steps()).toEqual(["sending", "waiting", "waiting", "waiting"]);
  expect(run.result()).toBe("bought");
});

it("attemptPurchase: after a rejection and after a purchase → the next press has a new key", async () => {
  stubServer(error("NOT_ENOUGH_FUNDS", 400));
  const results = [];
  for (let presses = 0; presses < 3; presses += 1) {
    const run = press();
    await pass(60_000);
    results.push(run.result());
  }
  expect(new Set(keys).size).toBe(3);
  expect(results).toEqual(["NOT_ENOUGH_FUNDS", "bought", "bought"]);
});

it("attemptPurchase: signed out after a lost response → the key is kept, as that press may have bought", async () => {
  stubServer(lost, error("UNAUTHENTICATED", 401));
  const run = press();
  await pass(60_000);
  expect(run.result()).toBe("UNAUTHENTICATED");
  expect(findIntent(PROGRAM)?.key).toBe(keys[0]);
});

it("attemptPurchase: a lookup after a reload finds the purchase → its result, with its key", async () => {
  const { key } = openIntent(PROGRAM, { login: WALLET, amount: PRICE, termsVersion: 1 });
  stubServer(() => json({ purchases: [{ idempotency_key: key }], challenges: [] }));
  const run = resume("only");
  await pass(60_000);
  expect(keys).toEqual([key]);
  expect(run.steps()).toEqual(["checking", "sending"]);
  expect(run.result()).toBe("bought");
});

it("attemptPurchase: a lookup finds no purchase → nothing is sent, and the next press has the same key", async () => {
  const { key } = openIntent(PROGRAM, { login: WALLET, amount: PRICE, termsVersion: 1 });
  stubServer(notFound, notFound);
  const run = resume("only");
  await pass(60_000);
  expect(calls).toEqual([LOOK_UP, LOOK_UP]);
  expect(run.steps()).toEqual(["checking"]);
  expect(run.result()).toBe("nothing sent");
  press();
  await pass(60_000);
  expect(keys).toEqual([key]);
});

it("attemptPurchase: a lookup is rejected → its error, and the intent stays open", async () => {
  openIntent(PROGRAM, { login: WALLET, amount: PRICE, termsVersion: 1 });
  stubServer(error("UNAUTHENTICATED", 401));
  const run = resume("only");
  await pass(60_000);
  expect(run.result()).toBe("UNAUTHENTICATED");
  expect(findIntent(PROGRAM)).not.toBeNull();
});

it("attemptPurchase: stopped as the page is left → nothing more is sent, and the intent stays open", async () => {
  stubServer(lost);
  const run = press();
  await pass(500);
  run.stop();
  await pass(60_000);
  expect(keys).toHaveLength(1);
  expect(run.steps()).toEqual(["sending", "waiting"]);
  expect(findIntent(PROGRAM)?.login).toBe(WALLET);
});

it("attemptPurchase: the price has changed → rejected; the next press has the new price and a new key", async () => {
  stubServer(error("AMOUNT_MISMATCH", 400));
  const first = press();
  await pass(60_000);
  const second = press(549);
  await pass(60_000);
  expect(amounts).toEqual([499, 549]);
  expect(new Set(keys).size).toBe(2);
  expect([first.result(), second.result()]).toEqual(["AMOUNT_MISMATCH", "bought"]);
});

it("attemptPurchase: no response for a minute → unknown, nothing is sent later, and the intent stays open", async () => {
  stubServer(...always(lost));
  const run = press();
  await pass(60_000);
  expect(run.result()).toBe("unknown");
  const sent = calls.length;
  await pass(60_000);
  expect(calls).toHaveLength(sent);
  expect(findIntent(PROGRAM)?.key).toBe(keys[0]);
});

it("attemptPurchase: the server has the purchase → waits for longer than a minute, also without a connection", async () => {
  stubServer(error("IDEMPOTENCY_IN_FLIGHT", 409), ...always(lost));
  const run = press();
  await pass(120_000);
  expect(run.result()).toBeUndefined();
  expect(run.last()).toMatchObject({ step: "waiting", reason: "offline", arrived: true });
});

it("attemptPurchase: stopped and tried again → looked up first, then sent with the same key", async () => {
  stubServer(lost, notFound, notFound);
  const first = press();
  await pass(500);
  first.stop();
  await pass(0);
  expect(first.result()).toBe("unknown");
  await pass(60_000);
  const second = resume("then_send");
  await pass(60_000);
  expect(calls).toEqual([BUY, LOOK_UP, LOOK_UP, BUY]);
  expect(new Set(keys).size).toBe(1);
  expect(second.steps()).toEqual(["checking", "sending"]);
  expect(second.result()).toBe("bought");
});
