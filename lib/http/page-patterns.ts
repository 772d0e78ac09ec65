import { z } from "zod";
import { readBuildFile } from "@/lib/build-file";

const routes = z.array(z.object({ page: z.string(), regex: z.string() }));
const manifest = z.object({ staticRoutes: routes, dynamicRoutes: routes });

interface Pattern {
  page: string;
  regex: RegExp;
}

/** The build's addresses in the order in which Next.js looks for one; null where there is no build. */
function readPatterns(): Pattern[] | null {
  const text = readBuildFile("routes-manifest.json");
  if (text === null) return null;
  const { staticRoutes, dynamicRoutes } = manifest.parse(JSON.parse(text));
  return [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({
    page,
    regex: new RegExp(regex),
  }));
}

let patterns: Pattern[] | null | undefined;

/**
 * The page at a path: `/checkout/tier_25k` → `/checkout/[tierId]`. "unknown" where the build has none, and
 * "page" where there is no build, as in development.
 */
export function pagePattern(path: string): string {
  patterns ??= readPatterns();
  if (!patterns) return "page";
  return patterns.find(({ regex }) => regex.test(path))?.page ?? "unknown";
}
