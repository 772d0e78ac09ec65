import type { z } from "zod";

/** What is wrong with an input, by field, as a form wants it: the server's own words, as sentences. */
export function problemsOf(schema: z.ZodType, input: unknown): Record<string, string> {
  const { error } = schema.safeParse(input);
  const found: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) found[path.join(".")] ??= sentence(message);
  return found;
}

export const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
