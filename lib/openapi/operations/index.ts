import type { Operation } from "../operation";
import { authentication } from "./authentication";
import { browser } from "./browser";
import { catalog } from "./catalog";
import { challenges } from "./challenges";
import { console } from "./console";
import { payments } from "./payments";
import { profile } from "./profile";
import { propAccounts } from "./prop-accounts";
import { service } from "./service";
import { tradingAccounts } from "./trading-accounts";
import { webhookEndpoints } from "./webhook-endpoints";

/** Every operation, in the order of the reference. A route that is missing here fails a test. */
export const operations: readonly Operation[] = [
  ...payments,
  ...propAccounts,
  ...challenges,
  ...tradingAccounts,
  ...authentication,
  ...webhookEndpoints,
  ...service,
  ...profile,
  ...browser,
  ...console,
  ...catalog,
];

const byId = new Map(operations.map((operation) => [operation.id, operation]));

/** The operation of a name, or undefined. */
export const findOperation = (id: string): Operation | undefined => byId.get(id);
