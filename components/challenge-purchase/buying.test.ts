import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type BuyState, startBuying } from "./buying";
import { closeIntent, findIntent, openIntent } from "./intent";

const PROGRAM = 1;
const WALLET = 100_001;
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

/** Answers one call after the other, and notes the key of each purchase asked for. */
function server(...answers: Answer[]) {
  keys = [];
  vi.stubGlobal("fetch", (_path: string, init: RequestInit) => {
    if (init.method === "POST") keys.push(JSON.parse(String(init.body)).idempotency_key);
    return Promise.resolve(answers.shift()?.() ?? json(bought));
  });
}

function start() {
  const states: BuyState[] = [];
  const buying = startBuying(PROGRAM, (state) => states.push(state));
  return { ...buying, steps: () => states.map(({ step }) => step) };
}

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
  void confirm(WALLET);
  void confirm(WALLET);
  await settle();
  expect(keys).toHaveLength(1);
  expect(steps()).toEqual(["asking", "bought"]);
});

it("asks again with the same key until the end is known", async () => {
  server(lost, refused("IDEMPOTENCY_IN_FLIGHT", 409), refused("UNAVAILABLE", 503));
  const { confirm, steps } = start();
  void confirm(WALLET);
  await settle();
  expect(keys).toHaveLength(4);
  expect(new Set(keys).size).toBe(1);
  expect(steps()).toEqual(["asking", "waiting", "waiting", "waiting", "bought"]);
});

it("takes a new key after a refusal, and after a purchase", async () => {
  server(refused("NOT_ENOUGH_FUNDS", 400));
  const { confirm, steps } = start();
  for (let press = 1; press <= 3; press += 1) {
    void confirm(WALLET);
    await settle();
  }
  expect(new Set(keys).size).toBe(3);
  expect(steps()).toEqual(["asking", "choosing", "asking", "bought", "asking", "bought"]);
});

it("keeps the key when it was signed out meanwhile: the press before may have bought", async () => {
  server(lost, refused("UNAUTHENTICATED", 401));
  const { confirm } = start();
  void confirm(WALLET);
  await settle();
  expect(findIntent(PROGRAM)?.key).toBe(keys[0]);
});

it("finds out after a reload what became of the press before, with its key", async () => {
  const { key } = openIntent(PROGRAM, WALLET);
  server(() => json({ purchases: [{ idempotency_key: key }], challenges: [] }));
  const { steps } = start();
  await settle();
  expect(keys).toEqual([key]);
  expect(steps()).toEqual(["checking", "asking", "bought"]);
});

it("buys nothing by being opened again when the press before never arrived", async () => {
  const { key } = openIntent(PROGRAM, WALLET);
  const nothing: Answer = () => json({ purchases: [], challenges: [] });
  server(nothing, nothing);
  const { confirm, steps } = start();
  await settle();
  expect(keys).toEqual([]);
  expect(steps()).toEqual(["checking", "choosing"]);
  void confirm(WALLET);
  await settle();
  expect(keys).toEqual([key]);
});

it("leaves the intent open when the page is left before the answer", async () => {
  server(lost);
  const { confirm, leave, steps } = start();
  void confirm(WALLET);
  await vi.advanceTimersByTimeAsync(500);
  leave();
  await settle();
  expect(keys).toHaveLength(1);
  expect(steps()).toEqual(["asking", "waiting"]);
  expect(findIntent(PROGRAM)?.login).toBe(WALLET);
});
