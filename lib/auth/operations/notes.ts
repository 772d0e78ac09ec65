import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { operation } from "@/lib/http/operation";
import { addNote } from "../add-note";
import { noteInput, noteView } from "../schemas";

/** Notes of the firm's people about customers. */
export const noteOperations = {
  addCustomerNote: operation({
    tag: "Console",
    surface: "admin",
    route: "POST /api/admin/customers/[user_id]/notes",
    summary: "Add a note about a customer",
    description:
      "The customer never sees it. It can't be changed, and is deleted with the customer's personal data. The audit log records who added it and when, not its text.",
    params: z.object({ user_id: z.string().min(1).max(100).meta(fieldMeta.customerId) }),
    body: {
      schema: noteInput,
      example: {
        text: "Called about the refund: it's on its way.",
        idempotency_key: "7d1f2a4e-note",
      },
    },
    responses: {
      200: {
        description: "The note.",
        schema: noteView,
        example: {
          id: 12,
          text: "Called about the refund: it's on its way.",
          author_email: "support@your.example",
          created_at: "2026-11-20T22:51:04.000Z",
        },
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE", "IDEMPOTENCY_KEY_REUSED"],
    effect: "Adds the note under your name.",
    run: (ctx, { params, body }) => addNote(ctx, params.user_id, body),
  }),
};
