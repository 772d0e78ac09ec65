import { operations as actions } from "@/lib/actions/operations";
import {
  nextAuthOperations,
  noteOperations,
  profileOperations,
  tokenOperations,
} from "@/lib/auth/operations";
import {
  operations as catalog,
  legalAdminOperations,
  legalOperations,
  programOperations,
  tierOperations,
} from "@/lib/catalog/operations";
import { operations as challenges } from "@/lib/challenges/operations";
import { operations as console } from "@/lib/console/operations";
import { operations as evaluation } from "@/lib/evaluation/operations";
import type { Declaration } from "@/lib/http/operation";
import { operations as metrics } from "@/lib/metrics/operations";
import { operations as payments } from "@/lib/payments/operations";
import { operations as personalData } from "@/lib/personal-data/operations";
import { operations as propAccounts } from "@/lib/prop-accounts/operations";
import { operations as purchases } from "@/lib/purchases/operations";
import { operations as server } from "@/lib/server/operations";
import { operations as signUp } from "@/lib/sign-up/operations";
import { operations as trading } from "@/lib/trading/operations";
import { operations as webhooks } from "@/lib/webhooks/operations";
import { operations as reference } from "./operations";

/** An operation with the id that it has in the document and in its page's path. Published ids don't change. */
export interface DocumentedOperation extends Declaration {
  id: string;
}

/** Every operation, in the order of the reference. A test fails for a route that is missing here. */
export const operations: readonly DocumentedOperation[] = [
  tierOperations,
  legalOperations,
  payments,
  propAccounts,
  programOperations,
  purchases,
  challenges,
  evaluation,
  trading,
  tokenOperations,
  signUp,
  webhooks,
  server,
  metrics,
  profileOperations,
  personalData,
  nextAuthOperations,
  reference,
  actions,
  console,
  noteOperations,
  catalog,
  legalAdminOperations,
].flatMap((group) =>
  Object.entries<Declaration>(group).map(([id, declaration]) => ({ ...declaration, id })),
);

const byId = new Map(operations.map((operation) => [operation.id, operation]));

/** The operation of an id, or undefined. */
export const findOperation = (id: string): DocumentedOperation | undefined => byId.get(id);
