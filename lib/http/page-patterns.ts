import { z } from "zod";
import { readBuildFile } from "@/lib/core/build-file";
import { perProcess } from "@/lib/core/per-process";

const routes = z.array(z.object({ page: z.string(), regex: z.string() }));
const manifest = z.object({ staticRoutes: routes, dynamicRoutes: routes });

interface Pattern {
  page: string;
  regex: RegExp;
}

/** The patterns of the build's pages in the order in which Next.js matches them; null without a build. */
function readPatterns(): Pattern[] | null {
  const text = readBuildFile("routes-manifest.json");
  if (text === null) return null;
  const { staticRoutes, dynamicRoutes } = manifest.parse(JSON.parse(text));
  return [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({
    page,
    regex: new RegExp(regex),
  }));
}

const patternsOfBuild = perProcess("page-patterns", readPatterns);

/**
 * The pattern of the page at a path: `/checkout/tier_25k` → `/checkout/[tierId]`. "unknown" if the build has no such
 * page, "page" without a build, as in development.
 */
export function pagePattern(path: string): string {
  const patterns = patternsOfBuild();
  if (!patterns) return "page";
  return patterns.find(({ regex }) => regex.test(path))?.page ?? "unknown";
}
