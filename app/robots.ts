import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { env, isEmbedded } from "@/lib/core/env";

/** Paths of customers, operators and APIs: nothing of them is for search engines. */
const privatePaths = [
  "/admin",
  "/api/",
  "/challenges/",
  "/checkout/",
  "/dashboard",
  "/dev/",
  "/prop/",
  "/v2/",
];

/** What search engines may read. Nothing where it is no production: it would compete with the firm's own pages. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection();
  if (isEmbedded()) return { rules: { userAgent: "*", disallow: "/" } };
  return {
    rules: { userAgent: "*", disallow: privatePaths },
    sitemap: new URL("/sitemap.xml", env().APP_URL).href,
  };
}
