import { fileURLToPath } from "node:url";
import { compile } from "@mdx-js/mdx";
import remarkGfm from "remark-gfm";
import type { Plugin } from "vite";

const providerImportSource = fileURLToPath(new URL("../../mdx-components.tsx", import.meta.url));

/** Compiles MDX for Vitest, as `@next/mdx` does for Next.js. */
export const mdx = (): Plugin => ({
  name: "mdx",
  enforce: "pre",
  async transform(value, path) {
    if (!path.endsWith(".mdx")) return null;
    const options = { remarkPlugins: [remarkGfm], providerImportSource };
    return { code: String(await compile({ value, path }, options)), map: null };
  },
});
