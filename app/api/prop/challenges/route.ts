import { listChallenges } from "@/lib/challenges";
import { challengesQuery } from "@/lib/challenges/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "session",
    query: challengesQuery,
    run: (ctx, { query }) => listChallenges(ctx, query),
  }),
});
