import { z } from "zod";
import { operation } from "@/lib/http/operation";
import { legalDocument, legalRecordExample, legalSummaries } from "./examples";
import { getLegalDocument, listLegalDocuments } from "./legal-documents";
import {
  legalDocumentView,
  legalDraftInput,
  legalParams,
  legalQuery,
  legalRecord,
  legalSummary,
  publishLegalInput,
} from "./legal-schemas";
import { publishLegalDocument } from "./publish-legal-document";
import { saveLegalDraft } from "./save-legal-draft";

/** Legal documents, for anyone. */
export const legalOperations = {
  listLegalDocuments: operation({
    route: "GET /api/v2/legal-documents",
    tag: "Payments",
    summary: "List legal documents",
    description:
      "The terms of purchase, privacy policy, risk disclosure and refund policy in effect. Show the terms to your customers before they buy, and send their `version` as `terms_version` with the purchase: it is recorded as what the customer accepted.",
    surface: "public",
    responses: {
      200: {
        description: "The version of each document that is in effect.",
        schema: z.array(legalSummary),
        example: legalSummaries,
      },
    },
    run: (ctx) => listLegalDocuments(ctx.db),
  }),
  getLegalDocument: operation({
    route: "GET /api/v2/legal-documents/[kind]",
    tag: "Payments",
    summary: "Get a legal document",
    description:
      "The text of a document. A published version never changes. With `version` you get an earlier one, for example the terms that a purchase recorded.",
    surface: "public",
    params: legalParams,
    query: legalQuery,
    errors: ["NOT_FOUND"],
    responses: {
      200: { description: "The document.", schema: legalDocumentView, example: legalDocument },
    },
    run: (ctx, { params, query }) => getLegalDocument(ctx.db, params.kind, query.version),
  }),
};

const record = {
  description: "The document's current state.",
  schema: legalRecord,
  example: legalRecordExample,
};
const shared = {
  tag: "Console",
  surface: "admin",
  params: legalParams,
  errors: ["STEP_UP_REQUIRED", "NOT_FOUND", "INVALID_STATE"],
} as const;

/** What admins change of legal documents. */
export const legalAdminOperations = {
  saveLegalDraft: operation({
    ...shared,
    route: "PUT /api/admin/catalog/legal-documents/[kind]/draft",
    summary: "Save the draft of a legal document",
    body: {
      schema: legalDraftInput,
      example: { markdown: legalRecordExample.draft.markdown, version: 1 },
    },
    responses: { 200: record },
    errors: ["NOT_FOUND", "INVALID_STATE"],
    effect: "Saves the draft, which customers don't see.",
    run: (ctx, { params, body }) => saveLegalDraft(ctx, params.kind, body),
  }),
  publishLegalDocument: operation({
    ...shared,
    route: "POST /api/admin/catalog/legal-documents/[kind]/versions",
    summary: "Publish a legal document",
    body: {
      schema: publishLegalInput,
      example: { version: 2, reason: "reviewed by our lawyers" },
    },
    responses: { 201: record },
    effect: "Publishes the draft as the next version, which takes effect immediately.",
    run: (ctx, { params, body }) => publishLegalDocument(ctx, params.kind, body),
  }),
};
