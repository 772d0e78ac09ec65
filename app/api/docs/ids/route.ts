import { route, routes } from "@/lib/http/route";
import { listOwnIds } from "@/lib/openapi";
import { ownIdsQuery } from "@/lib/openapi/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "browser",
    query: ownIdsQuery,
    run: (ctx, { query }) => listOwnIds(ctx, query.kind, query.of),
  }),
});
