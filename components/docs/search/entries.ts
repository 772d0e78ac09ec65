import type { OpenApiDocument, SearchEntry } from "@/lib/openapi/schemas";
import { operationPath } from "../frame/places";
import { type Block, type Guide, guidePath } from "../guides/guide";
import { withoutMarks } from "../guides/inline";

/** The documentation in pieces: each section of each guide, and each operation. */
export const searchEntries = (guides: Guide[], document: OpenApiDocument): SearchEntry[] => [
  ...guides.flatMap(ofGuide),
  ...ofOperations(document),
];

const ofGuide = ({ slug, title, lead, sections }: Guide): SearchEntry[] => [
  {
    id: `guide:${slug}`,
    href: guidePath(slug),
    title,
    part: "Guide",
    name: "",
    text: withoutMarks(lead),
  },
  ...sections.map((section) => ({
    id: `guide:${slug}#${section.id}`,
    href: `${guidePath(slug)}#${section.id}`,
    title: section.title,
    part: title,
    name: "",
    text: section.blocks.map(textOf).join(" "),
  })),
];

/** A block's words; code is left out, for it is found by what is written about it. */
function textOf(block: Block): string {
  switch (block.kind) {
    case "text":
    case "note":
      return withoutMarks(block.text);
    case "list":
      return block.items.map(withoutMarks).join(" ");
    case "table":
      return block.rows.flat().map(withoutMarks).join(" ");
    case "details":
      return block.summary;
    case "code":
      return block.label;
  }
}

function ofOperations({ paths }: OpenApiDocument): SearchEntry[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { operationId, summary, description = "", parameters = [], requestBody } = operation;
      const body = requestBody?.content["application/json"]?.schema?.properties ?? {};
      const names = [...parameters.map(({ name }) => name), ...Object.keys(body)];
      return {
        id: `operation:${operationId}`,
        href: operationPath(operationId),
        title: summary,
        part: `${method.toUpperCase()} ${path}`,
        name: operationId,
        text: [withoutMarks(description), ...names].join(" "),
      };
    }),
  );
}
