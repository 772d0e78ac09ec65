import { notFound } from "next/navigation";
import type { z } from "zod";
import { parseOrNull } from "@/lib/http/body";

/**
 * A page's path parameters, decoded and parsed: Next.js passes them as they are in the address. Shows the
 * not-found page where the schema rejects them.
 */
export async function pathParams<S extends z.ZodType<object>>(
  schema: S,
  params: Promise<Record<string, string>>,
): Promise<z.output<S>> {
  const encoded = Object.entries(await params);
  return parsed(
    schema,
    encoded.map(([name, value]): [string, unknown] => [name, decoded(value)]),
  );
}

/**
 * A page's query, parsed: of a parameter that was sent twice the first value counts, and an empty one
 * counts as absent. Shows the not-found page where the schema rejects it; a parameter that a page can ignore
 * has a `catch` in the schema.
 */
export async function queryParams<S extends z.ZodType<object>>(
  schema: S,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<z.output<S>> {
  const sent = Object.entries(await searchParams).flatMap(([name, value]): [string, unknown][] => {
    const [first] = [value].flat();
    return first ? [[name, first]] : [];
  });
  return parsed(schema, sent);
}

function parsed<S extends z.ZodType<object>>(schema: S, entries: [string, unknown][]): z.output<S> {
  return parseOrNull(schema, Object.fromEntries(entries)) ?? notFound();
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    notFound();
  }
}
