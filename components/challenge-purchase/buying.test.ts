import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type BuyState, startBuying } from "./buying";
import { closeIntent, findIntent, openIntent } from "./intent";

const PROGRAM = 1;
const WALLET = 100_001;
const PRICE = 499;
const bought = {
  accepted: true,
  purchase: { id: 10, status_name: "active" },
  challenge: { id: 12 },
};

type Answer = () => Promise<Response> | Response;
const json = (body: object, status = 200) => Response.json(body, { status });
const lost: Answer = () => Promise.reject(new TypeError("failed to fetch"));
const refused = (code: string, status: number): Answer => {
  return () => json({ error: { code, message: code } }, status);
};

let keys: string[];
let amounts: number[];
let calls: string[];

/** Answers one call after the other, and notes the key and the price of each purchase asked for. */
function server(...answers: Answer[]) {
  [keys, amounts, calls] = [[], [], []];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    calls.push(`${init.method} ${path}`);
    if (init.method === "POST") {
      const body = JSON.parse(String(init.body));
      keys.push(body.idempotency_key);
      amounts.push(body.amount);
    }
    return Promise.resolve(answers.shift()?.() ?? json(bought));
  });
}

function start() {
  const states: BuyState[] = [];
  const buying = startBuying(PROGRAM, (state) => states.push(state));
  return { ...buying, steps: () => states.map(({ step }) => step), last: () => states.at(-1) };
}

const nothing: Answer = () => json({ purchases: [], challenges: [] });
const forever = (answer: Answer) => Array.from({ length: 100 }, () => answer);

const settle = () => vi.advanceTimersByTimeAsync(60_000);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  closeIntent(PROGRAM);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("asks once when the button is pressed twice", async () => {
  server();
  const { confirm, steps } = start();
  void confirm(WALLET, PRICE);
  void confirm(WALLET, PRICE);
  await settle();
  expect(keys).toHaveLength(1);
  expect(steps()).toEqual(["asking", "bought"]);
});

it("asks again with the same key until the end is known", async () => {
  server(lost, refused("IDEMPOTENCY_IN_FLIGHT", 409), refused("UNAVAILABLE", 503));
  const { confirm, steps } = start();
  void confirm(WALLET, PRICE);
  await settle();
  expect(keys).toHaveLength(4);
  expect(new Set(keys).size).toBe(1);
  expect(steps()).toEqual(["asking", "waiting", "waiting", "waiting", "bought"]);
});

it("takes a new key after a refusal, and after a purchase", async () => {
  server(refused("NOT_ENOUGH_FUNDS", 400));
  const { confirm, steps } = start();
  for (let press = 1; press <= 3; press += 1) {
    void confirm(WALLET, PRICE);
    await settle();
  }
  expect(new Set(keys).size).toBe(3);
  expect(steps()).toEqual(["asking", "choosing", "asking", "bought", "asking", "bought"]);
});

it("keeps the key when it was signed out meanwhile: the press before may have bought", async () => {
  server(lost, refused("UNAUTHENTICATED", 401));
  const { confirm } = start();
  void confirm(WALLET, PRICE);
  await settle();
  expect(findIntent(PROGRAM)?.key).toBe(keys[0]);
});

it("finds out after a reload what became of the press before, with its key", async () => {
  const { key } = openIntent(PROGRAM, WALLET, PRICE);
  server(() => json({ purchases: [{ idempotency_key: key }], challenges: [] }));
  const { steps } = start();
  await settle();
  expect(keys).toEqual([key]);
  expect(steps()).toEqual(["checking", "asking", "bought"]);
});

it("buys nothing by being opened again when the press before never arrived", async () => {
  const { key } = openIntent(PROGRAM, WALLET, PRICE);
  server(nothing, nothing);
  const { confirm, steps } = start();
  await settle();
  expect(keys).toEqual([]);
  expect(steps()).toEqual(["checking", "choosing"]);
  void confirm(WALLET, PRICE);
  await settle();
  expect(keys).toEqual([key]);
});

it("leaves the intent open when the page is left before the answer", async () => {
  server(lost);
  const { confirm, leave, steps } = start();
  void confirm(WALLET, PRICE);
  await vi.advanceTimersByTimeAsync(500);
  leave();
  await settle();
  expect(keys).toHaveLength(1);
  expect(steps()).toEqual(["asking", "waiting"]);
  expect(findIntent(PROGRAM)?.login).toBe(WALLET);
});

it("buys at the price that was shown, and at a new one with a new key", async () => {
  server(refused("AMOUNT_MISMATCH", 400));
  const { confirm, steps } = start();
  void confirm(WALLET, PRICE);
  await settle();
  void confirm(WALLET, 549);
  await settle();
  expect(amounts).toEqual([499, 549]);
  expect(new Set(keys).size).toBe(2);
  expect(steps()).toEqual(["asking", "choosing", "asking", "bought"]);
});

it("stops after a minute without a word of the purchase, and buys nothing by itself later", async () => {
  server(...forever(lost));
  const { confirm, last } = start();
  void confirm(WALLET, PRICE);
  await settle();
  expect(last()).toEqual({ step: "unknown", login: WALLET });
  const asked = calls.length;
  await settle();
  expect(calls).toHaveLength(asked);
  expect(findIntent(PROGRAM)?.key).toBe(keys[0]);
});

it("waits on for a purchase that arrived, with no connection too", async () => {
  server(refused("IDEMPOTENCY_IN_FLIGHT", 409), ...forever(lost));
  const { confirm, last } = start();
  void confirm(WALLET, PRICE);
  await settle();
  await settle();
  expect(last()).toMatchObject({ step: "waiting", why: "offline", arrived: true });
});

it("stops when it is told to; trying again looks first, then sends the same key", async () => {
  server(lost, nothing, nothing);
  const { confirm, stop, tryAgain, steps } = start();
  void confirm(WALLET, PRICE);
  await vi.advanceTimersByTimeAsync(500);
  stop();
  await settle();
  tryAgain();
  await settle();
  const buy = "POST /prop/challenge/buy";
  const look = "GET /prop/challenges";
  expect(calls).toEqual([buy, look, look, buy]);
  expect(new Set(keys).size).toBe(1);
  expect(steps()).toEqual(["asking", "waiting", "unknown", "checking", "asking", "bought"]);
});
