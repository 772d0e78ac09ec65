import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

const formats = {
  // CommonJS packages load Node.js's own modules with `require`.
  esm: {
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  },
  cjs: {
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  },
};

/**
 * Compiles a program and its packages into one file, which starts in a fifth of the time. The file must be inside the
 * project, where it finds the packages that stay outside of it.
 */
export async function bundle(
  entryPoint: string,
  outfile: string,
  format: keyof typeof formats = "esm",
): Promise<void> {
  await build({
    entryPoints: [`${root}${entryPoint}`],
    outfile,
    bundle: true,
    platform: "node",
    format,
    ...formats[format],
    // It is parsed at each start. Names stay: packages read those of classes (rate-limiter-flexible that of pg's pool).
    minifyWhitespace: true,
    alias: { "@": root },
    // They read files beside themselves, or aren't installed.
    external: ["@next/env", "@node-rs/argon2", "esbuild", "pdfkit", "pg-native"],
    // Outside a bundler, Next.js has no address without the file's ending.
    plugins: [
      {
        name: "next",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^next\/[a-z]+$/ }, ({ path }) => ({
            path: `${path}.js`,
            external: true,
          })),
      },
    ],
  });
}
