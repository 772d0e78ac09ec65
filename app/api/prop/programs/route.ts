import { listPrograms } from "@/lib/catalog";
import { programsQuery } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "session",
    query: programsQuery,
    run: async (ctx, { query }) => ({ rows: await listPrograms(ctx.db, query.brand) }),
  }),
});
