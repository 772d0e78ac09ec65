import { z } from "zod";
import { auditSubjects } from "@/lib/audit/schemas";
import { challengeStatusNames, purchaseStatusNames } from "@/lib/challenges/schemas";
import {
  commandStates,
  evaluationStates,
  verdictKinds,
  verdictStandings,
} from "@/lib/evaluation/names";
import { paymentStatuses } from "@/lib/payments/schemas";
import { propAccountStatuses } from "@/lib/prop-accounts/schemas";
import { operationReasons } from "@/lib/trading/schemas";
import type { Column, ColumnKind, ListView } from "./list-view";

const id = (label = "ID"): Column => ({ key: "id", label, kind: "id" });
const column = (key: string, label: string, kind: ColumnKind = "text"): Column => ({
  key,
  label,
  kind,
});
const customer = column("customer", "Customer", "email");
const status = column("status", "Status", "status");
const created = column("created_at", "Created", "time");
const amount = column("amount_cents", "Amount", "money");

/** Every list of the console, by its name in the path. */
export const lists = {
  payments: {
    title: "Payments",
    search: "Search by payment ID, PaymentIntent, email or login",
    columns: [id("Payment"), customer, column("what", "Product"), status, created, amount],
    csv: [
      column("stripe_payment_intent_id", "PaymentIntent", "id"),
      column("refunded_cents", "Refunded", "money"),
      column("receipt_number", "Receipt"),
    ],
    of: ["customer"],
    filters: {
      status: [...paymentStatuses, "declined"],
      kind: ["challenge", "program", "deposit"],
      unfinished: ["yes"],
      review: ["yes"],
    },
    byAmount: true,
  },
  accounts: {
    title: "Prop accounts",
    search: "Search by account, payment ID, hotkey or email",
    columns: [
      id("Account"),
      customer,
      column("what", "Product"),
      column("subaccount_id", "Subaccount"),
      status,
      created,
      column("account_size", "Size", "size"),
    ],
    of: ["customer", "payment"],
    filters: { status: propAccountStatuses, source: ["payment", "free", "grant"] },
    byAmount: true,
  },
  customers: {
    title: "Customers",
    search: "Search by email, ID, PaymentIntent, hotkey or login",
    columns: [
      id("Customer"),
      column("email", "Email", "email"),
      column("name", "Name"),
      column("role", "Role", "code"),
      status,
      created,
    ],
    of: ["app"],
    filters: { status: ["enabled", "disabled"], role: ["trader", "admin"] },
    byAmount: false,
  },
  purchases: {
    title: "Purchases",
    search: "Search by purchase, login or email",
    columns: [
      id("Purchase"),
      customer,
      column("program", "Program"),
      { ...column("payer_login", "Wallet"), isHidden: true },
      column("login", "Login"),
      { ...column("challenge_id", "Challenge"), isHidden: true },
      { ...column("phase", "Phase"), isHidden: true },
      // The challenge that it bought may have ended since.
      { ...status, labels: { active: "Completed" } },
      column("challenge", "Challenge status", "status"),
      created,
      amount,
    ],
    of: ["customer", "wallet"],
    filters: { status: purchaseStatusNames, suspended: ["yes"], stuck: ["yes"] },
    byAmount: true,
  },
  challenges: {
    title: "Challenges",
    search: "Search by challenge, login or email",
    columns: [
      id("Challenge"),
      customer,
      column("program", "Program"),
      column("login", "Login"),
      column("phase", "Phase"),
      status,
      created,
    ],
    of: ["customer", "purchase"],
    filters: { status: challengeStatusNames },
    byAmount: false,
  },
  evaluations: {
    title: "Evaluations",
    search: "Search by login, challenge or email",
    columns: [
      id("Evaluation"),
      customer,
      column("program", "Program"),
      { ...column("challenge_id", "Challenge"), isHidden: true },
      column("login", "Login"),
      { ...column("phase", "Phase"), isHidden: true },
      status,
      column("last_event_at", "Last data", "time"),
      column("equity_cents", "Equity", "money"),
      column("left_cents", "Left to the floor", "money"),
      { ...created, label: "Opened", isHidden: true },
    ],
    of: ["customer", "challenge"],
    filters: { status: evaluationStates, unclear: ["yes"] },
    byAmount: false,
  },
  verdicts: {
    title: "Verdicts",
    search: "Search by verdict, login, challenge or email",
    columns: [
      id("Verdict"),
      customer,
      column("login", "Login"),
      { ...column("evaluation_id", "Evaluation"), isHidden: true },
      column("decision", "Decision", "status"),
      column("rule", "Rule", "code"),
      column("threshold", "Threshold"),
      column("observed", "Observed"),
      column("status", "State", "status"),
      { ...created, label: "Decided" },
    ],
    of: ["evaluation"],
    filters: { decision: verdictKinds, status: verdictStandings },
    byAmount: false,
  },
  "venue-commands": {
    title: "Venue commands",
    search: "Search by command, login or email",
    columns: [
      id(),
      customer,
      column("venue", "Venue"),
      column("login", "Login"),
      column("command", "Command", "code"),
      status,
      column("attempts", "Attempts", "number"),
      column("error", "Error"),
      created,
    ],
    of: ["evaluation", "verdict"],
    filters: { status: commandStates, overdue: ["yes"] },
    byAmount: false,
  },
  "trading-sources": {
    title: "Trading sources",
    search: "Search by source or app",
    columns: [id("Source"), column("app", "App"), column("venue", "Venue"), status, created],
    of: ["app"],
    filters: { status: ["enabled", "disabled"] },
    byAmount: false,
  },
  operations: {
    title: "Transactions",
    search: "Search by order, login or email",
    columns: [
      id("Order"),
      customer,
      column("login", "Login"),
      { ...column("reason", "Reason"), isHidden: true },
      column("comment", "Description", "operation"),
      status,
      created,
      amount,
    ],
    of: ["wallet", "purchase"],
    filters: { status: ["booked", "refused"], reason: operationReasons },
    byAmount: true,
  },
  "stripe-events": {
    title: "Stripe events",
    search: "Search by event, payment or PaymentIntent",
    columns: [
      id("Event"),
      column("type", "Event type", "event"),
      column("payment_id", "Payment", "id"),
      status,
      column("note", "Note"),
      column("created_at", "Received", "time"),
    ],
    of: ["payment"],
    filters: { effect: ["changed", "all"], status: ["received", "handled", "ignored"] },
    opensWith: { effect: "changed" },
    byAmount: false,
  },
  "webhook-endpoints": {
    title: "Webhook endpoints",
    search: "Search by endpoint, app or URL",
    columns: [id("Endpoint"), column("app", "App"), column("url", "URL"), status, created],
    of: ["app"],
    filters: { status: ["enabled", "failing", "disabled"] },
    byAmount: false,
  },
  deliveries: {
    title: "Deliveries",
    search: "Search by delivery, event or endpoint",
    columns: [
      id("Delivery"),
      column("type", "Event", "event"),
      column("endpoint_id", "Endpoint", "id"),
      status,
      column("attempts", "Attempts", "number"),
      column("response_status", "Response"),
      created,
    ],
    of: ["endpoint", "about"],
    filters: { status: ["pending", "delivered", "failed"] },
    byAmount: false,
  },
  apps: {
    title: "API apps",
    search: "Search by app ID or name",
    columns: [
      id("App"),
      column("name", "Name"),
      column("scopes", "Scopes"),
      column("first_party", "First-party", "code"),
      status,
      created,
    ],
    filters: { status: ["enabled", "disabled"] },
    byAmount: false,
  },
  jobs: {
    title: "Failed jobs",
    search: "Search by job ID or task",
    columns: [
      id("Job"),
      column("task", "Task", "code"),
      column("about", "Object"),
      column("attempts", "Attempts", "number"),
      column("error", "Error"),
      column("created_at", "Failed", "time"),
    ],
    filters: {},
    byAmount: false,
  },
  audit: {
    title: "Audit log",
    search: "Search by object ID or admin email",
    columns: [
      id("Entry"),
      column("admin", "Admin", "email"),
      column("action", "Action", "code"),
      column("subject_id", "Object", "subject"),
      column("reason", "Reason"),
      column("ip", "IP address"),
      column("created_at", "Time", "time"),
    ],
    of: ["admin", "subject"],
    filters: { about: auditSubjects },
    byAmount: false,
  },
} as const satisfies Record<string, ListView>;

export type ListName = keyof typeof lists;

/** The columns of a list as CSV. */
export const csvColumns = (name: ListName): readonly Column[] => {
  const { columns, csv = [] }: ListView = lists[name];
  return [...columns, ...csv];
};
export const listNames = Object.keys(lists) as [ListName, ...ListName[]];
export const listName = z.enum(listNames);
