import { expect, test, vi } from "vitest";
import { guideSlugs } from "@/components/docs/guides";
import { listProgramSlugs } from "@/lib/catalog";
import { database } from "@/lib/core/database";
import * as settings from "@/lib/core/env";
import robots from "./robots";
import sitemap from "./sitemap";

vi.mock("next/server", async (original) => ({
  ...(await original<object>()),
  connection: async () => {},
}));

test("robots: the embedded stack → nothing for search engines; production → all but what is private, and the sitemap", async () => {
  expect(await robots()).toEqual({ rules: { userAgent: "*", disallow: "/" } });
  vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
  const { rules, sitemap: address } = await robots();
  expect(rules).toMatchObject({
    disallow: expect.arrayContaining(["/admin", "/dashboard", "/api/", "/checkout/"]),
  });
  expect(rules).not.toMatchObject({ disallow: expect.arrayContaining(["/"]) });
  expect(address).toBe(`${settings.env().APP_URL}/sitemap.xml`);
});

test("sitemap: the demo catalog → the public pages, the guides and the programs on sale, each once", async () => {
  const listed = (await sitemap()).map(({ url }) => url.slice(settings.env().APP_URL.length));
  const programs = (await listProgramSlugs(database())).map((slug) => `/programs/${slug}`);
  const legal = ["/terms", "/privacy", "/risk", "/refunds"];
  const guides = guideSlugs.map((slug) => (slug ? `/docs/${slug}` : "/docs"));
  expect(programs.length).toBeGreaterThan(3);
  expect(listed.toSorted()).toEqual(
    ["/", "/help", "/docs/reference", ...legal, ...programs, ...guides].toSorted(),
  );
});
