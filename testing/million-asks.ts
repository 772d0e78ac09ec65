import { createHash } from "node:crypto";
import { type ListName, type ListQuery, lists } from "@/lib/console/schemas";
import { EVENTS, idOfRow, PEOPLE, ROWS } from "./million-rows";

const MIDDLE = ROWS / 2;
const hash = (i: number) => createHash("md5").update(String(i)).digest("hex");
const hotkey = `5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty_${MIDDLE}`;
const people = ["trader500@million.test", "trader500", "trader", "nobody-at-all"];
const unknown = "99999999";

/** What may be searched for in each list: whole ids, their beginnings, addresses, and what isn't there. */
export function searches(): Partial<Record<ListName, [string, ...string[]]>> {
  const payment = idOfRow("pay", MIDDLE);
  const account = idOfRow("prop", MIDDLE);
  const customer = idOfRow("usr", PEOPLE / 2, PEOPLE);
  const event = `evt_${hash(EVENTS / 2)}`;
  const begins = (id: string, length: number): [string, string] => [id, id.slice(0, length)];
  return {
    payments: [
      ...begins(payment, 12),
      "pay_",
      `pi_${hash(MIDDLE)}`,
      `pi_${hash(MIDDLE).slice(0, 3)}`,
      "pi_",
      "3000030",
      unknown,
      ...people,
    ],
    accounts: [
      ...begins(account, 13),
      "prop_",
      payment,
      payment.slice(0, 12),
      hotkey,
      hotkey.slice(0, 8),
      hotkey.slice(0, 51),
      ...people,
    ],
    customers: [...begins(customer, 12), "usr_", ...people],
    purchases: [String(1_000 + MIDDLE), String(10_000_000 + MIDDLE), "3000500", unknown, ...people],
    operations: [String(5_000_000 + MIDDLE), "3000500", unknown, ...people],
    "stripe-events": [
      event,
      event.slice(0, 7),
      "evt_",
      payment,
      payment.slice(0, 12),
      `pi_${hash(MIDDLE)}`,
      `pi_${hash(MIDDLE).slice(0, 3)}`,
      "pi_",
    ],
  };
}

/** Every filter of a list by itself, then each pair of them; and none. */
export function filtersOf(name: ListName): Record<string, string>[] {
  const each = Object.entries<readonly string[]>(lists[name].filters).map(([filter, values]) =>
    values.map((value) => ({ [filter]: value })),
  );
  const pairs = each.flatMap((some, i) =>
    each.slice(i + 1).flatMap((others) => some.flatMap((a) => others.map((b) => ({ ...a, ...b })))),
  );
  return [{}, ...each.flat(), ...pairs];
}

export const sortsOf = (name: ListName): ListQuery["sort"][] =>
  lists[name].byAmount ? ["newest", "amount"] : ["newest"];
