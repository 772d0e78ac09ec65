import { previewPurchase } from "@/lib/challenges";
import { previewInput } from "@/lib/challenges/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "session",
    body: previewInput,
    run: (ctx, { body }) => previewPurchase(ctx, body),
  }),
});
