import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { requestKey } from "@/lib/http/request-key";

/** The most characters that a note may have. */
export const MAX_NOTE = 2000;

export const noteInput = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, "enter a note")
    .max(MAX_NOTE, `must be at most ${MAX_NOTE} characters long`)
    // PostgreSQL rejects text that contains U+0000.
    .refine((typed) => !typed.includes("\0"), "must not contain U+0000")
    .meta({ description: "The note. Line breaks stay." }),
  idempotency_key: requestKey(8, 200).meta(fieldMeta.idempotencyKey),
});
export type NoteInput = z.output<typeof noteInput>;

/** A note about a customer, for admins only. */
export const noteView = z.object({
  id: z.number().int().meta({ description: "The ID." }),
  text: z.string().meta({ description: "The note." }),
  author_email: z.string().meta({ description: "The email address of the admin who wrote it." }),
  created_at: z.iso.datetime().meta(fieldMeta.createdAt),
});
export type NoteView = z.output<typeof noteView>;
