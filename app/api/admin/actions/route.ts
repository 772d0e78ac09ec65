import { performAction } from "@/lib/actions";
import { actionInput } from "@/lib/actions/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "admin",
    body: actionInput,
    run: (ctx, { body }) => performAction(ctx, body),
  }),
});
