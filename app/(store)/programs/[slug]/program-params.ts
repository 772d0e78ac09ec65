import { z } from "zod";

export const programParams = z.object({ slug: z.string().min(1).max(80) });
export const programQuery = z.object({
  size: z.string().optional(),
  market: z.string().optional(),
});
