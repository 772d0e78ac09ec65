import { route, routes } from "@/lib/http/route";
import { getPropAccount } from "@/lib/prop-accounts";
import { propAccountParams } from "@/lib/prop-accounts/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "app+session",
    params: propAccountParams,
    run: (ctx, { params }) => getPropAccount(ctx, params.id),
  }),
});
