import { createGroup } from "@/lib/catalog";
import { newGroupInput } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "admin",

    body: newGroupInput,
    run: async (ctx, { body }) => Response.json(await createGroup(ctx, body), { status: 201 }),
  }),
});
