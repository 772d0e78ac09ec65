import { pageQuery } from "@/lib/http/page-query";
import { listResponse } from "@/lib/http/pagination";
import { route, routes } from "@/lib/http/route";
import { listPayments } from "@/lib/payments";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "app+session",
    query: pageQuery("pay"),
    run: async (ctx, { request, query }) => listResponse(request, await listPayments(ctx, query)),
  }),
});
