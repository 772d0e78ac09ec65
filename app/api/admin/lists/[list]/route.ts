import { z } from "zod";
import { listConsole, readListQuery } from "@/lib/console";
import { listName } from "@/lib/console/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "admin",
    params: z.object({ list: listName }),
    query: z.record(z.string(), z.string()),
    run: async (ctx, { params, query }) => {
      const page = await listConsole(ctx, params.list, readListQuery(params.list, query));
      return { rows: page.rows, next_cursor: page.nextCursor, is_cut: page.isCut };
    },
  }),
});
