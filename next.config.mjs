import { fileURLToPath } from "node:url";

const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  // Wallet buttons inside Stripe's frames ask for the payment feature. The CSP is made in proxy.ts.
  "Permissions-Policy":
    'camera=(), microphone=(), geolocation=(), payment=(self "https://js.stripe.com" "https://hooks.stripe.com")',
};

/** @type {import("next").NextConfig} */
export default {
  // Each stack builds into a folder of its own, named by its launcher: see sandbox/settings.ts.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  devIndicators: false,
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  // They load files beside themselves at run time (native modules, worker threads, SQL), so they
  // stay outside the bundle.
  serverExternalPackages: ["@node-rs/argon2", "graphile-worker", "pg", "pino"],
  // `npm test` runs tsc by itself. strictRouteTypes also keeps Next from adding each stack's folder
  // to the `include` of tsconfig.json.
  typescript: { ignoreBuildErrors: true },
  experimental: { strictRouteTypes: true },

  headers: async () => [
    {
      source: "/:path*",
      headers: Object.entries(securityHeaders).map(([key, value]) => ({ key, value })),
    },
  ],
  // The published addresses of the two APIs have no /api in front.
  rewrites: async () => [
    { source: "/v2/:path*", destination: "/api/v2/:path*" },
    { source: "/prop/:path*", destination: "/api/prop/:path*" },
  ],
};
