import { readText } from "@/lib/http/body";
import { operation } from "@/lib/http/operation";
import { challengeEvaluation, exampleBatch, exampleBatchResult } from "./examples";
import { getChallengeEvaluation } from "./get-evaluation";
import { receiveEvents } from "./ingest/receive-events";
import { batchBody, batchResult, challengeEvaluationView, challengeParams } from "./schemas";

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
