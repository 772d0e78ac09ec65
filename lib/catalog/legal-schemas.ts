import { z } from "zod";
import { legalKinds } from "@/lib/core/legal-pages";
import { createFields, editFields, whole } from "./fields";

export const MAX_LEGAL_TEXT = 50_000;

const kind = z.enum(legalKinds).meta({ description: "The document." });
const version = z.number().int().meta({ description: "The version, from 1." });
const publishedAt = z.iso
  .datetime()
  .meta({ description: "When the version was published and took effect." });

/** The version of the terms that a buyer was shown. */
export const shownTermsVersion = whole(1).optional().meta({
  description:
    "The version of the terms that you showed the customer, from `GET /v2/legal-documents`. It is recorded as the one they accepted; if you leave it out, the version in effect is.",
});

export const legalParams = z.object({ kind });
export const legalQuery = z.object({
  version: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "A version; the one in effect if left out." }),
});

/** The version of a document that is in effect. */
export const legalSummary = z.object({
  kind,
  title: z.string().meta({ description: "The document's title." }),
  version,
  published_at: publishedAt,
  url: z.string().meta({ description: "The page that shows the document." }),
});
export type LegalSummary = z.output<typeof legalSummary>;

const legalVersion = z.object({ version, published_at: publishedAt });

/** A version of a document. */
export const legalDocumentView = legalSummary.extend({
  url: z.string().meta({ description: "The page that shows this version." }),
  is_current: z.boolean().meta({ description: "Whether this version is in effect." }),
  markdown: z.string().meta({ description: "The text in Markdown, without HTML." }),
  versions: z.array(legalVersion).meta({ description: "Every version, newest first." }),
});
export type LegalDocumentView = z.output<typeof legalDocumentView>;

const markdown = z
  .string({ error: "is required" })
  .trim()
  .min(1, "is required")
  .max(MAX_LEGAL_TEXT, "must be at most 50,000 characters long");

export const legalDraftInput = z.strictObject({
  markdown: markdown
    .nullable()
    .meta({ description: "The text of the next version; null discards the draft." }),
  version: editFields.version,
});
export type LegalDraftInput = z.output<typeof legalDraftInput>;

export const publishLegalInput = z.strictObject({ version: editFields.version, ...createFields });
export type PublishLegalInput = z.output<typeof publishLegalInput>;

/** A document as admins edit it. */
export const legalRecord = z.object({
  kind,
  /** The text in effect, with the notes for the firm. */
  markdown: z.string().meta({ description: "The text in effect, with notes for the firm." }),
  versions: z
    .array(
      legalVersion.extend({
        author: z.string().nullable().meta({
          description: "The admin who published it; null for a text that came with a release.",
        }),
      }),
    )
    .meta({ description: "Every version, newest first." }),
  draft: z
    .object({
      markdown: z.string().meta({ description: "The text." }),
      saved_at: z.iso.datetime().meta({ description: "When it was saved." }),
      author: z.string().nullable().meta({ description: "The admin who saved it." }),
    })
    .nullable()
    .meta({ description: "The next version while it is written; null if there is none." }),
  version: z.number().int().meta({ description: "Rises with each change of the draft." }),
});
export type LegalRecord = z.output<typeof legalRecord>;
