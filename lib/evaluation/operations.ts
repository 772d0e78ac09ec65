import { z } from "zod";
import { readText } from "@/lib/http/body";
import { operation } from "@/lib/http/operation";
import { listResponse } from "@/lib/http/pagination";
import { challengeEvaluation, exampleAccount, exampleBatch, exampleBatchResult } from "./examples";
import { getChallengeEvaluation } from "./get-evaluation";
import { receiveEvents } from "./ingest/receive-events";
import { getTradingAccount, listTradingEvents } from "./read-trading";
import {
  batchBody,
  batchResult,
  challengeEvaluationView,
  challengeParams,
  storedEvent,
  tradingAccountParams,
  tradingAccountStatus,
  tradingEventsQuery,
} from "./schemas";

/** The largest batch, in bytes. */
const BATCH_LIMIT = 1024 * 1024;

/** Trading events in, and what they led to. */
export const operations = {
  receiveTradingEvents: operation({
    route: "POST /api/v2/trading/events",
    tag: "Trading events",
    summary: "Report trading events",
    description:
      "Takes up to 1,000 events of any accounts of the source's venue. Each account's events are numbered from 1. An event is accepted if it has the account's next number, and is a duplicate if it was accepted before, so a batch can be sent again after any failure. A rejected event stops its account's later events in the batch and no other account's. The response comes after everything was stored and judged. Events of more than 1 MiB in all are rejected.",
    surface: "app",
    scope: "trading:write",
    body: { schema: batchBody, example: exampleBatch, isRaw: true },
    responses: {
      200: {
        description: "What was accepted, and where each account stands.",
        schema: batchResult,
        example: exampleBatchResult,
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE", "BODY_TOO_LARGE"],
    effect: "Reports trading events. They are judged, and can end a challenge.",
    limitsItself: true,
    run: async (ctx, { request }) => receiveEvents(ctx, await readText(request, BATCH_LIMIT)),
  }),
  getReportedAccount: operation({
    route: "GET /api/v2/trading/accounts/[account]",
    tag: "Trading events",
    summary: "Get a reported account",
    description:
      "Returns where an account stands and the number of its next event: what a source needs after a restart.",
    surface: "app",
    scope: "trading:read",
    params: tradingAccountParams,
    responses: {
      200: {
        description: "The account.",
        schema: tradingAccountStatus,
        example: exampleAccount,
      },
    },
    errors: ["NOT_FOUND"],
    run: (ctx, { params }) => getTradingAccount(ctx, params.account),
  }),
  listTradingEvents: operation({
    route: "GET /api/v2/trading/events",
    tag: "Trading events",
    summary: "List trading events",
    description:
      "Lists an account's events as they were accepted, newest first. The next page's URL is in the Link header. Snapshots are deleted some time after their challenge has ended.",
    surface: "app",
    scope: "trading:read",
    query: tradingEventsQuery,
    isQueryRaw: true,
    isPaginated: true,
    responses: {
      200: {
        description: "A page.",
        schema: z.array(storedEvent),
        example: [{ ...exampleBatch.events[1], received_at: "2026-06-02T10:00:05.120Z" }],
      },
    },
    errors: ["NOT_FOUND"],
    run: async (ctx, { request }) =>
      listResponse(request, await listTradingEvents(ctx, new URL(request.url).searchParams)),
  }),
  getChallengeMetrics: operation({
    route: "GET /api/prop/challenges/[id]/metrics",
    tag: "Challenges",
    summary: "Get a challenge's evaluation",
    description:
      "Returns where the current phase stands: balance, equity, floors, what is left of each limit, and the verdicts so far, newest first.",
    surface: "session",
    scope: "accounts:read",
    params: challengeParams,
    responses: {
      200: {
        description: "The evaluation.",
        schema: challengeEvaluationView,
        example: challengeEvaluation,
      },
    },
    errors: ["NOT_FOUND"],
    ids: { id: "challenge" },
    run: (ctx, { params }) => getChallengeEvaluation(ctx, params.id),
  }),
};
