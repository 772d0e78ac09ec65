import { openProgramWallet } from "@/lib/challenges";
import { idParams } from "@/lib/challenges/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "session",
    params: idParams,
    run: (ctx, { params }) => openProgramWallet(ctx, params.id),
  }),
});
