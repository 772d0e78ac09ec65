import type { OpenApiDocument } from "@/lib/openapi/schemas";
import { type Guide, guidePath } from "../guides/guide";

export interface Place {
  href: string;
  title: string;
  /** An operation's method. */
  method?: string;
}

/** A part of the side navigation. */
export interface Part {
  title: string;
  places: Place[];
  /** Whether it is folded while one is elsewhere. */
  folds: boolean;
}

/** The address of an operation in the reference. */
export const operationPath = (id: string): string => `/docs/reference/${id}`;

/** Every page of the documentation, in the order of reading: the guides, then the reference. */
export function partsOf(guides: Guide[], document: OpenApiDocument): Part[] {
  const operations = Object.values(document.paths).flatMap((methods) =>
    Object.entries(methods).map(([method, operation]) => ({ method, operation })),
  );
  return [
    {
      title: "Guides",
      folds: false,
      places: guides.map(({ slug, title }) => ({
        href: guidePath(slug),
        title: slug ? title : "Start",
      })),
    },
    {
      title: "Reference",
      folds: false,
      places: [{ href: "/docs/reference", title: "All operations" }],
    },
    ...document.tags.map(({ name }) => ({
      title: name,
      folds: true,
      places: operations
        .filter(({ operation }) => operation.tags[0] === name)
        .map(({ method, operation }) => ({
          href: operationPath(operation.operationId),
          title: operation.summary,
          method: method.toUpperCase(),
        })),
    })),
  ].filter(({ places }) => places.length > 0);
}

/** The pages before and after one. */
export function neighboursOf(parts: Part[], here: string): { before?: Place; after?: Place } {
  const all = parts.flatMap(({ places }) => places);
  const at = all.findIndex(({ href }) => href === here);
  if (at < 0) return {};
  const [before, after] = [all[at - 1], all[at + 1]];
  return { ...(before && { before }), ...(after && { after }) };
}
