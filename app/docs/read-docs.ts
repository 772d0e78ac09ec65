import { cache } from "react";
import { partsOf } from "@/components/docs/frame/places";
import { guides } from "@/components/docs/guides";
import { openApiDocument } from "@/lib/openapi";
import { readGuideFacts, readOrigin } from "./guide-facts";

/** The guides as they are for somebody who reads them at `origin`, and every page's place. */
export async function docsAt(origin: string) {
  const facts = await readGuideFacts(origin);
  const made = guides.map((guide) => guide(facts));
  const document = openApiDocument();
  return { facts, document, guides: made, parts: partsOf(made, document) };
}

/** The same for the reader of the page that is made. Made once a request. */
export const readDocs = cache(async () => docsAt(await readOrigin()));
