import type { OpenApiDocument } from "@/lib/openapi/schemas";
import { type Guide, guidePath } from "../guides/guide";

export interface PageLink {
  href: string;
  title: string;
  /** The HTTP method, of an operation. */
  method?: string;
}

/** A section of the side navigation. */
export interface NavSection {
  title: string;
  pages: PageLink[];
  /** Whether it is collapsed while the current page is in another section. */
  collapses: boolean;
}

/** The path of an operation in the reference. */
export const operationPath = (id: string): string => `/docs/reference/${id}`;

/** All pages of the documentation in reading order: the guides, then the reference. */
export function navSectionsOf(guides: Guide[], document: OpenApiDocument): NavSection[] {
  const operations = Object.values(document.paths).flatMap((methods) =>
    Object.entries(methods).map(([method, operation]) => ({ method, operation })),
  );
  return [
    {
      title: "Guides",
      collapses: false,
      pages: guides.map(({ slug, title }) => ({
        href: guidePath(slug),
        title: slug ? title : "Quickstart",
      })),
    },
    {
      title: "Reference",
      collapses: false,
      pages: [{ href: "/docs/reference", title: "All endpoints" }],
    },
    ...document.tags.map(({ name }) => ({
      title: name,
      collapses: true,
      pages: operations
        .filter(({ operation }) => operation.tags[0] === name)
        .map(({ method, operation }) => ({
          href: operationPath(operation.operationId),
          title: operation.summary,
          method: method.toUpperCase(),
        })),
    })),
  ].filter(({ pages }) => pages.length > 0);
}

/** The pages before and after the one at `path`. */
export function pagesAround(
  sections: NavSection[],
  path: string,
): { before?: PageLink; after?: PageLink } {
  const all = sections.flatMap(({ pages }) => pages);
  const place = all.findIndex(({ href }) => href === path);
  if (place < 0) return {};
  const [before, after] = [all[place - 1], all[place + 1]];
  return { ...(before && { before }), ...(after && { after }) };
}
