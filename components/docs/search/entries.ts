import type { OpenApiDocument, SearchEntry } from "@/lib/openapi/schemas";
import { operationPath } from "../frame/navigation";
import { type Guide, guidePath } from "../guides/guide";
import { sectionsOf } from "../guides/sections";
import { markdownText } from "../inline-markdown";

/** The search entries: every guide, every section of a guide, every operation. */
export const searchEntries = (guides: Guide[], document: OpenApiDocument): SearchEntry[] => [
  ...guides.flatMap(ofGuide),
  ...ofOperations(document),
];

const ofGuide = ({ slug, title, lead, content }: Guide): SearchEntry[] => [
  {
    id: `guide:${slug}`,
    href: guidePath(slug),
    title,
    part: "Guide",
    name: "",
    text: lead,
  },
  ...sectionsOf(content).map((section) => ({
    id: `guide:${slug}#${section.id}`,
    href: `${guidePath(slug)}#${section.id}`,
    title: section.title,
    part: title,
    name: "",
    text: section.text,
  })),
];

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
        text: [markdownText(description), ...names].join(" "),
      };
    }),
  );
}
