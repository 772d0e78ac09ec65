import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const entry = fileURLToPath(new URL("./main.ts", import.meta.url));

let script: Promise<string> | undefined;

/**
 * The sandbox server's response to a browser at `pathname`, or null for a path that isn't ours.
 * `/stripe.js` is the stand-in for Stripe.js, bundled once per process; `sandboxUrl` is the
 * origin of its API calls.
 */
export async function browserAsset(
  pathname: string,
  sandboxUrl: string,
): Promise<{ contentType: string; body: string } | null> {
  if (pathname !== "/stripe.js") return null;
  script ??= bundle();
  return {
    contentType: "text/javascript; charset=utf-8",
    body: `(function (SANDBOX_URL) {\n${await script}})(${JSON.stringify(sandboxUrl)});\n`,
  };
}

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
  });
  return result.outputFiles.map((file) => file.text).join("");
}
