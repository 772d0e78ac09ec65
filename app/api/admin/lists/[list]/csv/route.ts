import { z } from "zod";
import { exportCsv, readListQuery } from "@/lib/console";
import { listName } from "@/lib/console/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "admin",
    params: z.object({ list: listName }),
    query: z.record(z.string(), z.string()),
    run: (ctx, { params, query }) =>
      new Response(exportCsv(ctx, params.list, readListQuery(params.list, query)), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${params.list}.csv"`,
        },
      }),
  }),
});
