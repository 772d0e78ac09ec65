import { z } from "zod";
import { auditSubjects } from "@/lib/audit/schemas";
import { challengeStatusNames, purchaseStatusNames } from "@/lib/challenges/schemas";
import { paymentStatuses } from "@/lib/payments/schemas";
import { propAccountStatuses } from "@/lib/prop-accounts/schemas";
import { operationReasons } from "@/lib/trading/schemas";
import type { Column, ColumnKind, ListView } from "./list-view";

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
    csv: [
      column("stripe_payment_intent_id", "PaymentIntent", "id"),
      column("refunded_cents", "Refunded", "money"),
    ],
    of: ["customer"],
    filters: {
      status: [...paymentStatuses, "declined"],
      kind: ["challenge", "deposit"],
      unfinished: ["yes"],
      review: ["yes"],
    },
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
      column("account_size", "Size", "size"),
    ],
    of: ["customer", "payment"],
    filters: { status: propAccountStatuses, source: ["payment", "free", "grant"] },
    byAmount: true,
  },
  customers: {
    title: "Customers",
    search: "E-mail, user id, payment, PaymentIntent, account, hotkey or login",
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
    filters: { status: purchaseStatusNames, stuck: ["yes"] },
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
    filters: { status: challengeStatusNames },
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
    filters: { status: ["booked", "refused"], reason: operationReasons },
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
    filters: { status: ["enabled", "failing", "disabled"] },
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
      column("subject_id", "To", "subject"),
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

/** The columns of a list as CSV. */
export const csvColumns = (name: ListName): readonly Column[] => {
  const { columns, csv = [] }: ListView = lists[name];
  return [...columns, ...csv];
};
export const listNames = Object.keys(lists) as [ListName, ...ListName[]];
export const listName = z.enum(listNames);
