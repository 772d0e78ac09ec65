import type { ListName } from "../schemas";
import type { ListSpec } from "../spec";
import { accounts } from "./accounts";
import { apps } from "./apps";
import { audit } from "./audit";
import { challenges } from "./challenges";
import { customers } from "./customers";
import { deliveries } from "./deliveries";
import { evaluations } from "./evaluations";
import { jobs } from "./jobs";
import { operations } from "./operations";
import { payments } from "./payments";
import { purchases } from "./purchases";
import { stripeEvents } from "./stripe-events";
import { tradingSources } from "./trading-sources";
import { venueCommands } from "./venue-commands";
import { verdicts } from "./verdicts";
import { webhookEndpoints } from "./webhook-endpoints";

/** The SQL of each list of the console. */
export const specs: Record<ListName, ListSpec> = {
  payments,
  accounts,
  customers,
  purchases,
  challenges,
  evaluations,
  verdicts,
  "venue-commands": venueCommands,
  "trading-sources": tradingSources,
  operations,
  "stripe-events": stripeEvents,
  "webhook-endpoints": webhookEndpoints,
  deliveries,
  apps,
  jobs,
  audit,
};
