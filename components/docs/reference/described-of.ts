import type { OpenApiDocument } from "@/lib/openapi/schemas";
import type { Described } from "./samples";

/** The operation of a name with its method and path, or null. */
export function describedOf({ paths, components }: OpenApiDocument, id: string): Described | null {
  const cookie = components.securitySchemes.browser?.name ?? "";
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId !== id) continue;
      return { method: method.toUpperCase(), path, operation, cookie };
    }
  }
  return null;
}
