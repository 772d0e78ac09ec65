import { z } from "zod";
import type { IdPrefix } from "@/lib/ids";

/** `?limit&cursor` of a list; the cursor is the id of the last row of the page before. */
export const pageQuery = (prefix: IdPrefix) =>
  z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z
      .string()
      .regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`), "must come from the Link header of a page")
      .optional(),
  });
export type PageInput = z.output<ReturnType<typeof pageQuery>>;
