import { z } from "zod";
import { emailJob } from "@/lib/queue/email-job";

/** An email as it is sent. */
export const sentEmail = z.object({
  kind: z.enum(emailJob.options.map(({ shape }) => shape.kind.value)),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
export type SentEmail = z.output<typeof sentEmail>;

/** An email that the embedded stack saved to a file instead of sending it. */
export const savedEmail = sentEmail.extend({ id: z.string(), at: z.string() });
export type SavedEmail = z.output<typeof savedEmail>;
