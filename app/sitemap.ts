import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { guideSlugs } from "@/components/docs/guides";
import { listProgramSlugs } from "@/lib/catalog";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { pageLog } from "@/lib/http/page-request";
import { toAppError } from "@/lib/http/respond";
import { publicPaths } from "./public-paths";

/** The pages that search engines list. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  const paths = publicPaths({ programs: await readPrograms(), guides: guideSlugs });
  return paths.map((path) => ({ url: new URL(path, env().APP_URL).href }));
}

/** Without its programs a sitemap would say that they are gone: then there is none for now, and the response is a 503. */
async function readPrograms(): Promise<string[]> {
  try {
    return await listProgramSlugs(database());
  } catch (error) {
    toAppError(error, pageLog());
    throw error;
  }
}
