import { z } from "zod";

/** `?limit&cursor` of a list; the cursor is the id of the last row of the page before. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(100).optional(),
});
export type PageInput = z.output<typeof pageQuery>;
