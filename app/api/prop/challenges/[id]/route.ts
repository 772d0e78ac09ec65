import { getChallenge } from "@/lib/challenges";
import { idParams } from "@/lib/challenges/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "session",
    params: idParams,
    run: (ctx, { params }) => getChallenge(ctx, params.id),
  }),
});
