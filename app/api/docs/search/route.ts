import { docsAt } from "@/app/docs/read-docs";
import { searchEntries } from "@/components/docs/search/entries";
import { clientConfig } from "@/lib/client-config";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "public",
    run: async () => {
      const { guides, document } = await docsAt(clientConfig().appUrl);
      const headers = { "cache-control": "public, max-age=300" };
      return Response.json({ entries: searchEntries(guides, document) }, { headers });
    },
  }),
});
