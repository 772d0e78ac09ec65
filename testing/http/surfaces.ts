import { api } from "./api";
import type { DescribedOperation } from "./api-description";

/** A code that only verbs give: a caller who gets it has passed the auth boundary. */
export const CODE_OF_VERB = "INVALID_PAYER_ACCOUNT";

/** An operation with its name in a test's title: `GET /v2/payments/{payment_id}`. */
export interface NamedOperation extends DescribedOperation {
  key: string;
}

/** All operations. */
export const namedOperations = (): NamedOperation[] =>
  api().operations.map((operation) => ({
    ...operation,
    key: `${operation.method} ${operation.path}`,
  }));

/** The operations of a surface. */
export const operationsOf = (surface: DescribedOperation["surface"]): NamedOperation[] =>
  namedOperations().filter((operation) => operation.surface === surface);

/** The path of an operation with values for its parameters: ids of nothing, or the given value for each. */
export const filledPath = ({ path }: DescribedOperation, value?: string) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => value ?? `${name}_of_nothing`);
