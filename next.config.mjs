import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import createMDX from "@next/mdx";

const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  // Wallet buttons inside Stripe's frames ask for the payment feature. The CSP is made in proxy.ts.
  "Permissions-Policy":
    'camera=(), microphone=(), geolocation=(), payment=(self "https://js.stripe.com" "https://hooks.stripe.com")',
};

/** The policy of what is no page; a file may need more than nothing. */
const noPage = (source, ...more) => ({
  source,
  headers: [
    {
      key: "Content-Security-Policy",
      value: ["default-src 'none'", ...more, "frame-ancestors 'none'"].join("; "),
    },
  ],
});

/** What logs, metrics and health call this build: see lib/core/release.ts. Null has Next.js make an id up. */
function buildId() {
  if (process.env.RELEASE) return process.env.RELEASE;
  try {
    const stdio = ["ignore", "pipe", "ignore"];
    return execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { stdio }).toString().trim();
  } catch {
    return null;
  }
}

/** Turbopack takes plugins by their names only. */
const withMDX = createMDX({ options: { remarkPlugins: ["remark-gfm"] } });

/** @type {import("next").NextConfig} */
const config = {
  // Each stack builds into a folder of its own, named by its launcher: see scripts/stack/settings.ts.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  generateBuildId: buildId,
  // The bench's own build has one route more, its baseline; no other build knows of it.
  ...(process.env.BENCH === "on" && { pageExtensions: ["tsx", "ts", "bench.ts"] }),
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  devIndicators: false,
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  // The first four load files beside themselves at run time (native modules, worker threads, SQL)
  // and can't be bundled. The others are large: Node loads them quicker than Next compiles them,
  // which takes seconds off the time from `npm run dev` to the first page.
  serverExternalPackages: [
    "@node-rs/argon2",
    "graphile-worker",
    "pg",
    "pino",
    "drizzle-orm",
    "jose",
    "nodemailer",
    "pdfkit",
    "prom-client",
    "rate-limiter-flexible",
    "stripe",
    "zod",
  ],
  // `npm test` runs tsc by itself. strictRouteTypes also keeps Next from adding each stack's folder
  // to the `include` of tsconfig.json.
  typescript: { ignoreBuildErrors: true },
  // Nothing uses the optimizer, and its work is anybody's to ask for.
  images: { unoptimized: true },
  experimental: {
    // Bodies that a page's request comes with are buffered up to this size, though no page reads one.
    proxyClientMaxBodySize: 64 * 1024,
    strictRouteTypes: true,
    // A build is made once: what it would keep for the next one takes longer to write than it saves.
    turbopackFileSystemCacheForBuild: false,
  },

  headers: async () => [
    {
      source: "/:path*",
      headers: Object.entries(securityHeaders).map(([key, value]) => ({ key, value })),
    },
    // What an API answers, and a file, is no page: whatever it holds, nothing of it runs or loads. Pages have
    // their own policy, from proxy.ts, which leaves these out.
    ...[
      "/api/:path*",
      "/v2/:path*",
      "/prop/:path*",
      "/_next/:path*",
      "/favicon.ico",
      "/apple-icon.png",
      "/icons/:name",
      "/robots.txt",
      "/sitemap.xml",
      "/manifest.webmanifest",
      "/picture.png",
      "/programs/:slug/picture.png",
    ].map((source) => noPage(source)),
    // Stripe's card form, which is in a frame of Stripe's, has the page's font.
    {
      source: "/_next/static/media/:path*",
      headers: [{ key: "Access-Control-Allow-Origin", value: "*" }],
    },
    noPage("/icon.svg", "style-src 'unsafe-inline'"),
  ],
  // Challenges are in the list of accounts; emails and bookmarks still link to their own.
  redirects: async () => [
    { source: "/dashboard/challenges", destination: "/dashboard/accounts", permanent: false },
  ],
  // The published addresses of the two APIs have no /api in front.
  rewrites: async () => [
    { source: "/v2/:path*", destination: "/api/v2/:path*" },
    { source: "/prop/:path*", destination: "/api/prop/:path*" },
  ],
};

export default withMDX(config);
