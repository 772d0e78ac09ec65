import { editProfile } from "@/lib/auth";
import { profileInput } from "@/lib/auth/schemas";
import { noContent, route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PATCH: route({
    surface: "browser",
    body: profileInput,
    run: async (ctx, { body }) => {
      await editProfile(ctx, body);
      return noContent();
    },
  }),
});
