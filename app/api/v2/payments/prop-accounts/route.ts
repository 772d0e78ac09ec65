import { listResponse } from "@/lib/http/pagination";
import { route, routes } from "@/lib/http/route";
import { listPropAccounts } from "@/lib/prop-accounts";
import { propAccountsQuery } from "@/lib/prop-accounts/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "app+session",
    query: propAccountsQuery,
    run: async (ctx, { request, query }) =>
      listResponse(request, await listPropAccounts(ctx, query)),
  }),
});
