import { cache } from "react";
import { navSectionsOf } from "@/components/docs/frame/navigation";
import { guidesWith } from "@/components/docs/guides";
import { openApiDocument } from "@/lib/openapi";
import { readGuideFacts, readOrigin } from "./guide-facts";

/** The facts, the guides and the navigation for a reader at `origin`. */
export async function docsAt(origin: string) {
  const facts = await readGuideFacts(origin);
  const guides = guidesWith(facts);
  const document = openApiDocument();
  return { facts, document, guides, sections: navSectionsOf(guides, document) };
}

/** The same for the reader of the current request, computed once. */
export const readDocs = cache(async () => docsAt(await readOrigin()));
