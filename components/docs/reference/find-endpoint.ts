import type { OpenApiDocument } from "@/lib/openapi/schemas";
import type { Endpoint } from "./samples";

/** The endpoint with the given operation id, or null. */
export function findEndpoint({ paths, components }: OpenApiDocument, id: string): Endpoint | null {
  const cookie = components.securitySchemes.browser?.name ?? "";
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId !== id) continue;
      return { method: method.toUpperCase(), path, operation, cookie };
    }
  }
  return null;
}
