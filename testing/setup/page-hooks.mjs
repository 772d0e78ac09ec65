import { readFile } from "node:fs/promises";
import { compile } from "@mdx-js/mdx";
import remarkGfm from "remark-gfm";

const providerImportSource = new URL("../../mdx-components.tsx", import.meta.url).href;

/**
 * Lets Node.js alone import what pages import: MDX, compiled as `@next/mdx` does, and style sheets, which are empty.
 * Hooks for `register` of node:module.
 */
export async function load(url, context, nextLoad) {
  if (url.endsWith(".css"))
    return { format: "module", source: "export default {}", shortCircuit: true };
  if (!url.endsWith(".mdx")) return nextLoad(url, context);
  const value = await readFile(new URL(url), "utf8");
  const options = { remarkPlugins: [remarkGfm], providerImportSource };
  const source = String(await compile({ value, path: url }, options));
  return { format: "module", source, shortCircuit: true };
}
