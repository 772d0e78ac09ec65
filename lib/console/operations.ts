import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { operation } from "@/lib/http/operation";
import { paymentParams } from "@/lib/payments/schemas";
import { countList } from "./count-list";
import { downloadEvidence } from "./evidence/download-evidence";
import { exportCsv } from "./export-csv";
import { findRecords } from "./find";
import { listConsole } from "./list";
import { listParameterDescriptions, listParameters } from "./list-parameters";
import { readListQuery } from "./read-query";
import { findQuery, findResult, listName } from "./schemas";

const shared = {
  tag: "Console",
  surface: "admin",
  params: z.object({ list: listName.meta({ description: "The list." }) }),
  parameterDescriptions: listParameterDescriptions,
} as const;

/** Each list has its own query, which is parsed once the list is known. */
const sentQuery = ({ url }: Request) => Object.fromEntries(new URL(url).searchParams);

/** The lists of the console, and its search. */
export const operations = {
  listConsole: operation({
    ...shared,
    route: "GET /api/admin/lists/[list]",
    summary: "List console rows",
    description:
      "Returns a page of any list, with search, filters and a range of days. Each filter names the lists it applies to; other lists reject it.",
    query: listParameters,
    isQueryRaw: true,
    responses: {
      200: {
        description: "A page of rows: values by column.",
        schema: z.object({
          rows: z
            .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
            .meta({ description: "The rows." }),
          next_cursor: z.string().nullable().meta(fieldMeta.nextCursor),
          previous_cursor: z.string().nullable().meta({
            description:
              "Pass it as cursor to get the page before this one. Null on the first page.",
          }),
          total: z.int().nullable().meta({
            description:
              "The number of rows on all pages. Null if there are more than 10,000, or if counting them takes too long.",
          }),
          is_cut: z.boolean().meta({
            description:
              "True when there are more matches than the list shows. Export the CSV for all of them.",
          }),
        }),
        example: {
          rows: [{ id: "usr_01932f6a0c7b7d3f8a54e1c2b3a49d10", email: "trader@your.example" }],
          next_cursor: null,
          previous_cursor: null,
          total: 1,
          is_cut: false,
        },
      },
    },
    run: async (ctx, { params, request }) => {
      const query = readListQuery(params.list, sentQuery(request));
      const [page, total] = await Promise.all([
        listConsole(ctx, params.list, query),
        countList(ctx, params.list, query),
      ]);
      return {
        rows: page.rows,
        next_cursor: page.nextCursor,
        previous_cursor: page.previousCursor,
        total: typeof total === "number" ? total : null,
        is_cut: page.isCut,
      };
    },
  }),
  exportConsole: operation({
    ...shared,
    route: "GET /api/admin/lists/[list]/csv",
    summary: "Export a list as CSV",
    description: "All matching rows, streamed.",
    query: listParameters.omit({ cursor: true }),
    isQueryRaw: true,
    responses: { 200: { description: "The file.", mediaType: "text/csv" } },
    run: (ctx, { params, request }) =>
      new Response(exportCsv(ctx, params.list, readListQuery(params.list, sentQuery(request))), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${params.list}.csv"`,
        },
      }),
  }),
  downloadEvidence: operation({
    tag: "Console",
    surface: "admin",
    route: "POST /api/admin/payments/[payment_id]/evidence",
    summary: "Download the evidence in a dispute",
    description:
      "Returns a PDF for the customer's bank: the receipt, the consent to the terms with its time, IP address and browser, the terms, what was delivered, the activity since, sign-ins, and the emails that were sent. It has personal data, so each download is recorded in the audit log.",
    params: paymentParams,
    body: {
      schema: z.strictObject({
        dispute_id: z.string().min(1).max(100).meta({ description: "The dispute's ID." }),
      }),
      example: { dispute_id: "du_1QK3Example" },
    },
    responses: { 200: { description: "The file.", mediaType: "application/pdf" } },
    errors: ["NOT_FOUND"],
    effect: "Records in the audit log that you downloaded the evidence.",
    run: (ctx, { params, body }) =>
      downloadEvidence(ctx, { paymentId: params.payment_id, disputeId: body.dispute_id }),
  }),
  findRecords: operation({
    tag: "Console",
    surface: "admin",
    route: "GET /api/admin/search",
    summary: "Search the console",
    description:
      "Finds customers, payments, accounts and other records by what people quote of them: a part of a name (accents don't matter) or of an email address, an id as pages print it (`pay_01a2…944271`), its beginning or its last six characters, a PaymentIntent, refund or dispute of Stripe's, a hotkey, a login, the number of an order, purchase or challenge, the number of a receipt (`R-000123`), the last four digits of the card that paid, or an amount with its currency's sign or cents.",
    query: findQuery,
    responses: {
      200: {
        description: "The best matches of each kind. No groups if nothing matches.",
        schema: findResult,
        example: {
          groups: [
            {
              kind: "customers",
              records: [
                {
                  kind: "customers",
                  id: "usr_01932f6a0c7b7d3f8a54e1c2b3a49d10",
                  title: "María Gómez",
                  customer_name: "María Gómez",
                  customer_email: "trader@your.example",
                  status: "enabled",
                  amount_cents: null,
                  currency: null,
                  created_at: "2025-11-20T22:51:04.000Z",
                  matched: null,
                },
              ],
              has_more: false,
            },
          ],
        },
      },
    },
    run: (ctx, { query: { q } }) => findRecords(ctx, q),
  }),
};
