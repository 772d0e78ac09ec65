import { z } from "zod";
import type { IdPrefix } from "@/lib/core/ids";

/** The query of a list: `?limit&cursor`. The cursor is the id of the last row of the page before. */
export const pageQuery = (prefix: IdPrefix) =>
  z.strictObject({
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(100)
      .default(50)
      .meta({ description: "Maximum number of results." }),
    cursor: z
      .string()
      .regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`), "must be a cursor from the Link header")
      .optional()
      .meta({ description: "Pagination cursor. Omit for the first page." }),
  });
export type PageInput = z.output<ReturnType<typeof pageQuery>>;
