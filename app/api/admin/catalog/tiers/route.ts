import { createTier } from "@/lib/catalog";
import { newTierInput } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "admin",

    body: newTierInput,
    run: async (ctx, { body }) => Response.json(await createTier(ctx, body), { status: 201 }),
  }),
});
