import { eq } from "drizzle-orm";
import { apiApps, customers, tradingSources, venueAccounts, venueCommands } from "@/db/schema";
import { auditSteps } from "./activity-steps";
import { type Found, idFact, inOrder, type ReadDetail, step, text, time, whoseIs } from "./detail";

/** A source of trading events: its app, and whether it may report. */
export const readTradingSource: ReadDetail = async (ctx, id) => {
  const [found] = await ctx.db
    .select({ source: tradingSources, app: apiApps.name, appDisabledAt: apiApps.disabledAt })
    .from(tradingSources)
    .innerJoin(apiApps, eq(apiApps.id, tradingSources.appId))
    .where(eq(tradingSources.id, id));
  if (!found) return null;
  const { source, app, appDisabledAt } = found;
  const isDisabled = source.disabledAt !== null;
  return {
    title: source.id,
    lead: `Trading events of ${app}`,
    status: isDisabled ? "disabled" : "enabled",
    notice: appDisabledAt && "Its app is disabled, so that it can't report.",
    facts: [
      {
        title: "Details",
        facts: [
          idFact("App ID", source.appId),
          text("App", app),
          text("Venue", source.venue),
          time("Disabled", source.disabledAt),
          time("Created", source.createdAt),
        ],
      },
    ],
    steps: inOrder(await auditSteps(ctx, [["trading_source", id]]), [
      step(source.createdAt, "Source created", ""),
    ]),
    actions: [
      {
        action: isDisabled ? "trading_source.enable" : "trading_source.disable",
        input: { id },
      },
    ],
  } satisfies Found;
};

const titles = {
  disable: "Disable the account",
  enable: "Enable the account",
  close_all: "Close all positions",
};

/** A command to a venue: when it was sent, and whether it was done. */
export const readVenueCommand: ReadDetail = async (ctx, id) => {
  const [found] = await ctx.db
    .select({ command: venueCommands, account: venueAccounts, customer: whoseIs })
    .from(venueCommands)
    .innerJoin(venueAccounts, eq(venueAccounts.id, venueCommands.venueAccountId))
    .innerJoin(customers, eq(customers.id, venueAccounts.customerId))
    .where(eq(venueCommands.id, id));
  if (!found) return null;
  const { command, account, customer } = found;
  const { createdAt, sentAt, acknowledgedAt, state } = command;
  return {
    title: titles[command.kind],
    lead: `Command ${command.number} to account ${account.login ?? account.propAccountId}`,
    status: state,
    notice: command.error && `The venue rejected it: ${command.error}`,
    facts: [
      {
        title: "Details",
        facts: [
          idFact("Command", command.id),
          text("Account", account.login ?? account.propAccountId),
          text("Venue", account.venue),
          text("Number", command.number),
          text("Attempts", command.attempts),
          idFact("Verdict", command.verdictId),
        ],
      },
      {
        title: "Customer",
        facts: [idFact("Customer ID", customer.publicId), text("Email", customer.email)],
      },
    ],
    actions:
      state === "failed" || state === "unsupported"
        ? [{ action: "venue_command.done", input: { id } }]
        : [],
    steps: inOrder(
      await auditSteps(ctx, [["venue_command", id]]),
      [step(createdAt, "Command written", "Propdesk", { status: "pending" })],
      sentAt ? [step(sentAt, "Last sent", "Propdesk", { status: "pending" })] : [],
      acknowledgedAt ? [step(acknowledgedAt, "Acknowledged", "Venue", { status: state })] : [],
    ),
  } satisfies Found;
};
