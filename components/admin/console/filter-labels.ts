import type { ListView } from "@/lib/console/schemas";
import { verdictKinds } from "@/lib/evaluation/names";
import { describeStatus } from "../../ui/status-labels";

interface FilterLabels {
  /** The filter's name, for screen readers and for the pill of an id. */
  name: string;
  /** The labels of its values, where they aren't those of the status. */
  options?: Record<string, string>;
}

const filters: Record<string, FilterLabels> = {
  status: { name: "Status" },
  kind: {
    name: "Type",
    options: { challenge: "Tier", program: "Program", deposit: "Wallet top-up" },
  },
  source: {
    name: "Source",
    options: { payment: "Bought by card", free: "Free", grant: "Granted by an admin" },
  },
  role: { name: "Role", options: { trader: "Trader", admin: "Admin" } },
  reason: {
    name: "Reason",
    options: {
      TR_REASON_PROP: "Challenge",
      TR_REASON_DEPOSIT: "Deposit",
      TR_REASON_ADJUSTMENT: "Credit or debit by an admin",
    },
  },
  about: {
    name: "Object",
    options: {
      account: "Prop account",
      app: "API app",
      group: "Account group",
      legal_document: "Legal document",
      stripe_event: "Stripe event",
      delivery: "Webhook delivery",
      trading_source: "Trading source",
      venue_command: "Venue command",
    },
  },
  subject: { name: "Object" },
  effect: { name: "Effect", options: { changed: "Changed something", all: "All events" } },
  decision: {
    name: "Decision",
    options: Object.fromEntries(verdictKinds.map((kind) => [kind, describeStatus(kind).label])),
  },
  // Filters with one value, which are on or off.
  unfinished: { name: "Unfinished" },
  review: { name: "Needs review" },
  stuck: { name: "Stuck" },
  suspended: { name: "Suspended" },
  unclear: { name: "Gap or unexplained balance" },
  overdue: { name: "Overdue" },
};

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The name of a filter by its query parameter: that of its column, if it has one. */
export const filterName = (filter: string, view?: Pick<ListView, "columns">): string =>
  view?.columns.find(({ key }) => key === filter)?.label ??
  filters[filter]?.name ??
  capitalized(filter);

/** The option that turns a filter off: `Any status`. */
export const anyLabel = (name: string): string => `Any ${name.toLowerCase()}`;

/**
 * The options of a filter. Of values with the same label, such as the statuses of a payment that hasn't been paid, only
 * the first is offered: the others are rare, or never stored.
 */
export function filterOptions(
  filter: string,
  values: readonly string[],
  { columns }: Pick<ListView, "columns">,
) {
  const labels = columns.find(({ key }) => key === filter)?.labels;
  const options = values.map((value) => ({
    value,
    label: labels?.[value] ?? optionLabel(filter, value),
  }));
  return options.filter(({ label }, i) => options.findIndex((it) => it.label === label) === i);
}

const optionLabel = (filter: string, value: string): string =>
  filter === "status"
    ? describeStatus(value).label
    : (filters[filter]?.options?.[value] ?? capitalized(value));
