import type { ListName } from "../schemas";
import { readAccount } from "./accounts";
import { readApp } from "./apps";
import { readAuditEntry } from "./audit";
import { readCustomer } from "./customers";
import type { ReadDetail } from "./detail";
import { readEvaluation } from "./evaluations";
import { readJob } from "./jobs";
import { readOperation } from "./operations";
import { readPayment } from "./payments";
import { readChallenge, readPurchase } from "./purchases";
import { readStripeEvent } from "./stripe-events";
import { readTradingSource, readVenueCommand } from "./trading";
import { readVerdict } from "./verdicts";
import { readDelivery, readEndpoint } from "./webhooks";

/** The reader of each list's details. */
export const readers: Record<ListName, ReadDetail> = {
  payments: readPayment,
  accounts: readAccount,
  customers: readCustomer,
  purchases: readPurchase,
  challenges: readChallenge,
  evaluations: readEvaluation,
  verdicts: readVerdict,
  "venue-commands": readVenueCommand,
  "trading-sources": readTradingSource,
  operations: readOperation,
  "stripe-events": readStripeEvent,
  "webhook-endpoints": readEndpoint,
  deliveries: readDelivery,
  apps: readApp,
  jobs: readJob,
  audit: readAuditEntry,
};
