import { createHash } from "node:crypto";
import { type ListName, type ListQuery, type ListView, lists } from "@/lib/console/schemas";
import { APPS, FEWER, idOfRow, PEOPLE, ROWS } from "./tables";

const HALF = ROWS / 2;
const hash = (i: number) => createHash("md5").update(String(i)).digest("hex");
const hotkey = `5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty_${HALF}`;
const people = ["trader500@million.test", "trader500", "trader", "nobody-at-all"];
const unknown = "99999999";

interface Searches {
  /** What may be searched for: whole ids, their beginnings, addresses, and what isn't there. */
  texts: [string, ...string[]];
  /** Things of which there are rows, for each filter that names one by its id. */
  of: Record<string, string[]>;
}

/** The searches of each list. The first text finds the row in its middle. */
export function searches(): Record<ListName, Searches> {
  const payment = idOfRow("pay", HALF);
  const account = idOfRow("prop", HALF);
  const customer = idOfRow("usr", PEOPLE / 2, PEOPLE);
  const admin = idOfRow("usr", 30, PEOPLE);
  const [event, delivery] = [`evt_${hash(FEWER / 2)}`, idOfRow("whd", FEWER / 2, FEWER)];
  const app = idOfRow("app", APPS / 2, APPS);
  const endpoint = idOfRow("we", APPS / 2, APPS);
  const late = { payment: idOfRow("pay", ROWS - FEWER / 2), event: idOfRow("evt", 100, FEWER) };
  const begins = (id: string, length: number): [string, string] => [id, id.slice(0, length)];
  return {
    payments: {
      texts: [
        ...begins(payment, 12),
        "pay_",
        `pi_${hash(HALF)}`,
        `pi_${hash(HALF).slice(0, 3)}`,
        "pi_",
        "3000030",
        unknown,
        ...people,
      ],
      of: { customer: [customer, "usr_none"] },
    },
    accounts: {
      texts: [
        ...begins(account, 13),
        "prop_",
        payment,
        payment.slice(0, 12),
        hotkey,
        hotkey.slice(0, 8),
        hotkey.slice(0, 51),
        ...people,
      ],
      of: { customer: [customer, "usr_none"], payment: [payment, "pay_none"] },
    },
    customers: {
      texts: [...begins(customer, 12), "usr_", ...people],
      of: { app: [idOfRow("app", 30, APPS), app, "app_none"] },
    },
    purchases: {
      texts: [String(1_000 + HALF), String(10_000_000 + HALF), "3000500", unknown, ...people],
      of: { customer: [customer, "usr_none"], wallet: ["3000500", unknown] },
    },
    challenges: {
      texts: [String(1_000 + FEWER / 2), String(10_000_000 + FEWER / 2), unknown, ...people],
      of: { customer: [customer, "usr_none"], purchase: [String(1_000 + FEWER / 2), unknown] },
    },
    evaluations: {
      texts: [String(1_000 + FEWER / 2), String(10_000_000 + FEWER / 2), unknown, ...people],
      of: { customer: [customer, "usr_none"], challenge: [String(1_000 + FEWER / 2), unknown] },
    },
    verdicts: {
      texts: [
        ...begins(idOfRow("vrd", FEWER / 2, FEWER), 12),
        "vrd_",
        String(10_000_000 + FEWER / 2),
        unknown,
        ...people,
      ],
      of: { evaluation: [String(FEWER / 2), unknown] },
    },
    "venue-commands": {
      texts: [
        ...begins(idOfRow("cmd", FEWER / 2, FEWER), 12),
        "cmd_",
        String(10_000_000 + FEWER / 2),
        unknown,
        ...people,
      ],
      of: {
        evaluation: [String(FEWER / 2), unknown],
        verdict: [idOfRow("vrd", FEWER / 2, FEWER), "vrd_none"],
      },
    },
    "trading-sources": { texts: ["source-50", "source", app], of: { app: [app, "app_none"] } },
    operations: {
      texts: [String(5_000_000 + HALF), "3000500", unknown, ...people],
      of: { wallet: ["3000500", unknown], purchase: [String(1_000 + HALF), unknown] },
    },
    "stripe-events": {
      texts: [
        event,
        event.slice(0, 7),
        "evt_",
        late.payment,
        late.payment.slice(0, 12),
        `pi_${hash(HALF)}`,
        `pi_${hash(HALF).slice(0, 3)}`,
        "pi_",
      ],
      of: { payment: [late.payment, "pay_none"] },
    },
    "webhook-endpoints": {
      texts: [...begins(endpoint, 10), "https://partner", "partner", app],
      of: { app: [app, "app_none"] },
    },
    deliveries: {
      texts: [...begins(delivery, 12), "whd_", late.event, "evt_", endpoint, "we_"],
      of: { endpoint: [endpoint, "we_none"], about: [late.payment, payment, "pay_none"] },
    },
    apps: { texts: [...begins(app, 12), "partner", "nobody-at-all"], of: {} },
    jobs: { texts: ["settle-deposit", "settle", unknown], of: {} },
    audit: {
      texts: [late.payment, payment, "trader30@million.test", "trader", "nobody-at-all"],
      of: { admin: [admin, customer, "usr_none"], subject: [`payment:${late.payment}`, "tier:x"] },
    },
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

/** The filters of a list by the id of a related record. */
export function thingsOf(name: ListName): Record<string, string>[] {
  const view: ListView = lists[name];
  const { of } = searches()[name];
  return (view.of ?? []).flatMap((thing) => {
    if (!of[thing]?.length) throw new Error(`nothing is asked of ${name} by ${thing}`);
    return of[thing].map((id) => ({ [thing]: id }));
  });
}

export const sortsOf = (name: ListName): ListQuery["sort"][] =>
  lists[name].byAmount ? ["newest", "amount"] : ["newest"];
