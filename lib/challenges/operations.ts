import { operation } from "@/lib/http/operation";
import { challenge, challengeDetail, purchase } from "./examples";
import { getChallenge, listChallenges } from "./read";
import { challengeDetailView, challengesQuery, challengesView, idParams } from "./schemas";

/** The challenges of a customer, and the purchases that they came from. */
export const operations = {
  listChallenges: operation({
    route: "GET /api/prop/challenges",
    tag: "Challenges",
    summary: "List purchases and challenges",
    description:
      "Returns a page of purchases, newest first, with their challenges. `next_cursor` is the `cursor` of the next page; null on the last page.",
    surface: "session",
    scope: "accounts:read",
    query: challengesQuery,
    responses: {
      200: {
        description: "A page.",
        schema: challengesView,
        example: { purchases: [purchase], challenges: [challenge], next_cursor: null },
      },
    },
    ids: { cursor: "purchase" },
    run: (ctx, { query }) => listChallenges(ctx, query),
  }),
  getChallenge: operation({
    route: "GET /api/prop/challenges/[id]",
    tag: "Challenges",
    summary: "Get a challenge",
    description:
      "Returns the challenge with its purchase, its phases with limits as amounts, and the program at the time of purchase.",
    surface: "session",
    scope: "accounts:read",
    params: idParams,
    responses: {
      200: { description: "The challenge.", schema: challengeDetailView, example: challengeDetail },
    },
    errors: ["NOT_FOUND"],
    ids: { id: "challenge" },
    run: (ctx, { params }) => getChallenge(ctx, params.id),
  }),
};
