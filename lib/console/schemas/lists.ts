import { z } from "zod";
import { auditSubjects } from "@/lib/audit/schemas";

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
  /** Filters that name one thing by its id, such as the customer whose rows they are. */
  of?: readonly string[];
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
    of: ["customer"],
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
    of: ["customer", "payment"],
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
    of: ["app"],
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
    of: ["customer", "wallet"],
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
    of: ["customer", "purchase"],
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
    of: ["wallet", "purchase"],
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
    of: ["payment"],
    filters: { status: ["received", "handled", "ignored"] },
    byAmount: false,
  },
  "webhook-endpoints": {
    title: "Webhook endpoints",
    search: "Endpoint, app or address",
    columns: [id("Endpoint"), column("app", "App"), column("url", "Address"), status, created],
    of: ["app"],
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
    of: ["endpoint", "about"],
    filters: { status: ["pending", "delivered", "failed"] },
    byAmount: false,
  },
  apps: {
    title: "API apps",
    search: "App or name",
    columns: [
      id("App"),
      column("name", "Name"),
      column("scopes", "Scopes"),
      column("first_party", "First-party"),
      status,
      created,
    ],
    filters: { status: ["enabled", "disabled"] },
    byAmount: false,
  },
  jobs: {
    title: "Failed jobs",
    search: "Job's number or task",
    columns: [
      id("Job"),
      column("task", "Task"),
      column("about", "About"),
      column("attempts", "Tries", "number"),
      column("error", "Error"),
      column("created_at", "Failed", "time"),
    ],
    filters: {},
    byAmount: false,
  },
  audit: {
    title: "Audit log",
    search: "What it was done to, or the admin's e-mail",
    columns: [
      id("Entry"),
      column("admin", "Who", "email"),
      column("action", "What"),
      column("subject_id", "To", "id"),
      column("reason", "Why"),
      column("ip", "From"),
      column("created_at", "When", "time"),
    ],
    of: ["admin", "subject"],
    filters: { about: auditSubjects },
    byAmount: false,
  },
} as const satisfies Record<string, ListView>;

export type ListName = keyof typeof lists;
export const listNames = Object.keys(lists) as [ListName, ...ListName[]];
export const listName = z.enum(listNames);

const short = z.string().trim().min(1).max(200);

/** `?q&sort&cursor`, a list's own filters and the things whose rows it can show. */
export const listQuery = (name: ListName) => {
  const view: ListView = lists[name];
  const filters = Object.entries(view.filters).map(
    ([filter, values]) => [filter, z.enum(values as [string, ...string[]]).optional()] as const,
  );
  const things = (view.of ?? []).map((thing) => [thing, short.optional()] as const);
  return z.strictObject({
    q: short.optional(),
    sort: z.enum(view.byAmount ? ["newest", "amount"] : ["newest"]).default("newest"),
    cursor: z.string().max(500).optional(),
    ...Object.fromEntries(filters),
    ...Object.fromEntries(things),
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
