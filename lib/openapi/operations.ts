import { z } from "zod";
import { declare } from "@/lib/http/operation";
import { ownIdsQuery, ownIdsView, runInput, runView, searchView } from "./schemas";

/** The document, and the operations of the documentation's pages. */
export const operations = {
  runOperation: declare({
    route: "POST /api/docs/run",
    tag: "Browser",
    summary: "Run an endpoint from the docs",
    description:
      "Takes the ID of an operation, never a URL. The server calls it as the signed-in user, through the docs app; tokens stay on the server. Writes are available in the sandbox only.",
    surface: "browser",
    body: { schema: runInput, example: { operation_id: "listPayments", query: { limit: "5" } } },
    responses: {
      200: {
        description: "The endpoint's response, with any status.",
        schema: runView,
        example: {
          method: "GET",
          url: "https://your.example/v2/payments?limit=5",
          status: 200,
          duration_ms: 12,
          headers: [{ name: "content-type", value: "application/json" }],
          body: [["[]", null]],
          truncated: false,
        },
      },
    },
    errors: ["FORBIDDEN", "INVALID_STATE", "NOT_FOUND"],
  }),
  listOwnIds: declare({
    route: "GET /api/docs/ids",
    tag: "Browser",
    summary: "List your own IDs",
    description: "The docs suggest these for a parameter: the newest ten.",
    surface: "browser",
    query: ownIdsQuery,
    responses: {
      200: {
        description: "The IDs, each with a label.",
        schema: ownIdsView,
        example: { ids: [{ value: "100001", label: "wallet, $751.00" }] },
      },
    },
    errors: ["FORBIDDEN", "INVALID_STATE", "NOT_FOUND"],
  }),
  getSearchEntries: declare({
    route: "GET /api/docs/search",
    tag: "Browser",
    summary: "Get the docs search index",
    surface: "public",
    responses: {
      200: {
        description: "The search entries.",
        schema: searchView,
        example: {
          entries: [
            {
              id: "guide:errors#codes",
              href: "/docs/errors#codes",
              title: "Error codes",
              part: "Errors",
              name: "",
              text: "…",
            },
          ],
        },
      },
    },
  }),
  getOpenApi: declare({
    route: "GET /api/openapi.json",
    tag: "Service",
    summary: "Get this document",
    description:
      "OpenAPI 3.1, generated from the same schemas that validate requests. The reference is generated from it.",
    surface: "public",
    responses: {
      200: {
        description: "The document.",
        schema: z.looseObject({ openapi: z.literal("3.1.0") }),
        example: { openapi: "3.1.0", info: { title: "Propdesk" } },
      },
      304: { description: "The document hasn't changed since the ETag in `If-None-Match`." },
    },
  }),
};
