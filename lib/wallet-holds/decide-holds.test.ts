import { expect, test } from "vitest";
import type { ReversedAmounts } from "@/lib/payments";
import type { WalletOperation } from "./attribute-fees";
import { decideHolds } from "./decide-holds";

type Reversed = Partial<Record<keyof ReversedAmounts, number>>;

/** A wallet described as a script; fees are named by the order that they are booked under. */
function wallet(script: [string, number][], reversed: Record<string, Reversed>) {
  const operations = script.map(([what, amount], i): WalletOperation => {
    const isDeposit = what.startsWith("d");
    return {
      order: i + 1,
      amountCents: BigInt(amount),
      reason: isDeposit ? "TR_REASON_DEPOSIT" : "TR_REASON_PROP",
      apiData: isDeposit ? { payment_id: what } : {},
      reverses: null,
    };
  });
  const facts = Object.entries(reversed).map(([id, it]): [string, ReversedAmounts] => [
    id,
    {
      openCents: BigInt(it.openCents ?? 0),
      lostCents: BigInt(it.lostCents ?? 0),
      refundedCents: BigInt(it.refundedCents ?? 0),
    },
  ]);
  const running = script.flatMap(([what], i) => (what === "fee" ? [i + 1] : []));
  return { operations, reversed: new Map(facts), running, returning: [] as number[] };
}
const decided = (it: ReturnType<typeof wallet>) =>
  Object.fromEntries(
    [...decideHolds(it)].map(([order, { cause, paymentId }]) => [order, `${cause} ${paymentId}`]),
  );

const spent: [string, number][] = [
  ["d1", 500],
  ["fee", -499],
];
const twice: [string, number][] = [...spent, ["d2", 500], ["fee", -499]];

test("decideHolds: a spent deposit is disputed, lost, refunded or won → suspended, ended, suspended, unchanged", () => {
  const back: [string, number][] = [...spent, ["d1", -500]];
  expect(decided(wallet(back, { d1: { openCents: 500 } }))).toEqual({ 2: "deposit_disputed d1" });
  expect(decided(wallet(back, { d1: { lostCents: 500 } }))).toEqual({ 2: "dispute_lost d1" });
  expect(decided(wallet(back, { d1: { refundedCents: 500 } }))).toEqual({
    2: "deposit_refunded d1",
  });
  // Won, but not booked yet.
  expect(decided(wallet(back, { d1: {} }))).toEqual({});
  // Recorded, but not booked yet.
  expect(decided(wallet(spent, { d1: { lostCents: 500 } }))).toEqual({});
});

test("decideHolds: a second challenge took one dollar of the disputed deposit → only the first is suspended", () => {
  const back: [string, number][] = [...twice, ["d1", -500]];
  expect(decided(wallet(back, { d1: { openCents: 500 } }))).toEqual({ 2: "deposit_disputed d1" });
});

test("decideHolds: one deposit lost, one disputed → the challenge that the open dispute may still pay is only suspended", () => {
  const back: [string, number][] = [...twice, ["d1", -500], ["d2", -500]];
  expect(decided(wallet(back, { d1: { lostCents: 500 }, d2: { openCents: 500 } }))).toEqual({
    2: "dispute_lost d1",
    4: "deposit_disputed d2",
  });
});

test("decideHolds: an earlier loss that the wallet covered, and a new dispute → nothing ends", () => {
  const back: [string, number][] = [
    ...spent,
    ["d2", 500],
    ["d1", -500],
    ["d3", 500],
    ["fee", -400],
    ["d3", -500],
  ];
  expect(decided(wallet(back, { d1: { lostCents: 500 }, d3: { openCents: 500 } }))).toEqual({
    6: "deposit_disputed d3",
  });
});

test("decideHolds: a fee that is being returned → counts as returned", () => {
  const it = wallet([...spent, ["d1", -500]], { d1: { openCents: 500 } });
  expect(decided({ ...it, running: [], returning: [2] })).toEqual({});
  const two = wallet(
    [
      ["d1", 400],
      ["fee", -200],
      ["fee", -200],
      ["d1", -200],
    ],
    {
      d1: { openCents: 200 },
    },
  );
  expect(decided(two)).toEqual({ 3: "deposit_disputed d1" });
  expect(decided({ ...two, running: [2], returning: [3] })).toEqual({});
});

test("decideHolds: a deposit lost in part and refunded in part → the newest challenge ends, which covers both", () => {
  const it = wallet(
    [
      ["d1", 400],
      ["fee", -200],
      ["fee", -200],
      ["d1", -100],
      ["d1", -100],
    ],
    {
      d1: { lostCents: 100, refundedCents: 100 },
    },
  );
  expect(decided(it)).toEqual({ 3: "dispute_lost d1" });
});
