import { writeFile } from "node:fs/promises";
import { methodOf, pathOf } from "@/lib/http/operation";
import { openApiDocument } from "@/lib/openapi";
import { type DocumentedOperation, operations } from "@/lib/openapi/all-operations";
import type { OpenApiDocument, TagName } from "@/lib/openapi/schemas";
import { setSettings, unreachable } from "../setup/settings";

/** An operation as tests need it. */
export interface DescribedOperation {
  id: string;
  method: string;
  /** The published path: `/v2/payments/{payment_id}`. */
  path: string;
  /** Method and pattern of its route file: `GET /api/v2/payments/[payment_id]`. */
  route: string;
  tag: TagName;
  surface: DocumentedOperation["surface"];
  scope?: DocumentedOperation["scope"];
  /** A valid body, where the operation takes one. */
  body?: object;
}

/** The API, for the client that calls it and validates its responses. */
export interface ApiDescription {
  operations: DescribedOperation[];
  document: OpenApiDocument;
}

/**
 * Writes the description of the API into a file, once for a run of the tests: to import all operations in each test
 * file would load most of the product each time.
 */
export async function writeApiDescription(file: string): Promise<void> {
  const environment = { ...process.env };
  setSettings(unreachable);
  const document = openApiDocument();
  process.env = environment;
  const description: ApiDescription = { operations: operations.map(describe), document };
  await writeFile(file, JSON.stringify(description));
}

const describe = (operation: DocumentedOperation): DescribedOperation => {
  const { id, route, tag, surface, scope, body } = operation;
  return {
    id,
    method: methodOf(operation),
    path: pathOf(operation),
    route,
    tag,
    surface,
    ...(scope && { scope }),
    ...(body && { body: body.example }),
  };
};
