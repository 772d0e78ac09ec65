import { z } from "zod";

/** How a column is shown. Money is minor units of the row's `currency`; times are ISO 8601. */
export type ColumnKind = "id" | "text" | "email" | "money" | "status" | "time" | "number";

export interface Column {
  key: string;
  label: string;
  kind: ColumnKind;
}

/** A row of any list: values by column, and under `currency` what its money is in. */
export type ConsoleRow = Record<string, string | number | null>;

/** What the pages know of a list: its columns, filters and sorts; the server has its SQL. */
export interface ListView {
  title: string;
  /** What one may type into the search, for its placeholder. */
  search: string;
  columns: readonly Column[];
  /** Each filter's values, by its name in the address. */
  filters: Readonly<Record<string, readonly string[]>>;
  /** Besides newest first. */
  byAmount: boolean;
}

const statuses = {
  payment: [
    "requires_payment_method",
    "requires_action",
    "processing",
    "succeeded",
    "partially_refunded",
    "refunded",
    "disputed",
    "canceled",
  ],
  account: ["provisioning", "active", "provisioning_failed", "suspended", "closed"],
  purchase: ["pending", "paid", "account_created", "active", "failed", "refunded"],
  challenge: ["pending", "active", "passed", "failed", "cancelled"],
} as const;

const id = (label = "Id"): Column => ({ key: "id", label, kind: "id" });
const column = (key: string, label: string, kind: ColumnKind = "text"): Column => ({
  key,
  label,
  kind,
});
const customer = column("customer", "Customer", "email");
const status = column("status", "Status", "status");
const created = column("created_at", "Made", "time");
const amount = column("amount_cents", "Amount", "money");

/** Every list of the console, by its name in the address. */
export const lists = {
  payments: {
    title: "Payments",
    search: "Payment, PaymentIntent, e-mail or login",
    columns: [id("Payment"), customer, column("what", "For"), status, created, amount],
    filters: { status: statuses.payment, kind: ["challenge", "deposit"], review: ["yes"] },
    byAmount: true,
  },
  accounts: {
    title: "Prop accounts",
    search: "Account, payment, hotkey or e-mail",
    columns: [
      id("Account"),
      customer,
      column("what", "What"),
      column("subaccount_id", "Subaccount", "number"),
      status,
      created,
      column("account_size", "Size", "number"),
    ],
    filters: { status: statuses.account, source: ["payment", "free", "grant"] },
    byAmount: true,
  },
  customers: {
    title: "Customers",
    search: "E-mail or user id",
    columns: [
      id("Customer"),
      column("email", "E-mail", "email"),
      column("name", "Name"),
      column("role", "Role"),
      status,
      created,
    ],
    filters: { status: ["enabled", "disabled"], role: ["trader", "admin"] },
    byAmount: false,
  },
  purchases: {
    title: "Purchases",
    search: "Purchase, login or e-mail",
    columns: [
      id("Purchase"),
      customer,
      column("program", "Program"),
      column("payer_login", "Wallet"),
      status,
      created,
      amount,
    ],
    filters: { status: statuses.purchase, stuck: ["yes"] },
    byAmount: true,
  },
  challenges: {
    title: "Challenges",
    search: "Challenge, login or e-mail",
    columns: [
      id("Challenge"),
      customer,
      column("program", "Program"),
      column("login", "Login"),
      column("phase", "Phase", "number"),
      status,
      created,
    ],
    filters: { status: statuses.challenge },
    byAmount: false,
  },
  operations: {
    title: "Finance operations",
    search: "Order, login or e-mail",
    columns: [
      id("Order"),
      customer,
      column("login", "Login"),
      column("reason", "Reason"),
      column("comment", "Comment"),
      status,
      created,
      amount,
    ],
    filters: { status: ["booked", "refused"], reason: ["TR_REASON_PROP", "TR_REASON_DEPOSIT"] },
    byAmount: true,
  },
  "stripe-events": {
    title: "Stripe events",
    search: "Event, payment or PaymentIntent",
    columns: [
      id("Event"),
      column("type", "Type"),
      column("payment_id", "Payment", "id"),
      status,
      column("note", "Note"),
      column("created_at", "Received", "time"),
    ],
    filters: { status: ["received", "handled", "ignored"] },
    byAmount: false,
  },
  "webhook-endpoints": {
    title: "Webhook endpoints",
    search: "Endpoint, app or address",
    columns: [id("Endpoint"), column("app", "App"), column("url", "Address"), status, created],
    filters: { status: ["enabled", "disabled"] },
    byAmount: false,
  },
  deliveries: {
    title: "Deliveries",
    search: "Delivery, event or endpoint",
    columns: [
      id("Delivery"),
      column("type", "Event"),
      column("endpoint_id", "Endpoint", "id"),
      status,
      column("attempts", "Tries", "number"),
      column("response_status", "Answer", "number"),
      created,
    ],
    filters: { status: ["pending", "delivered", "failed"] },
    byAmount: false,
  },
} as const satisfies Record<string, ListView>;

export type ListName = keyof typeof lists;
export const listNames = Object.keys(lists) as [ListName, ...ListName[]];
export const listName = z.enum(listNames);

const short = z.string().trim().min(1).max(200);

/** `?q&sort&cursor` and a list's own filters. */
export const listQuery = (name: ListName) => {
  const filters = Object.entries<readonly string[]>(lists[name].filters).map(
    ([filter, values]) => [filter, z.enum(values as [string, ...string[]]).optional()] as const,
  );
  return z.strictObject({
    q: short.optional(),
    sort: z.enum(lists[name].byAmount ? ["newest", "amount"] : ["newest"]).default("newest"),
    cursor: z.string().max(500).optional(),
    ...Object.fromEntries(filters),
  });
};

/** What is asked of a list: the filters by their names beside search, sort and page. */
export interface ListQuery {
  q?: string;
  sort: "newest" | "amount";
  cursor?: string;
  filters: Record<string, string>;
}

/** One page of a list. */
export interface ListPage {
  rows: ConsoleRow[];
  nextCursor: string | null;
}
