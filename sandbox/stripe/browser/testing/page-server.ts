import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const nonce = "b3BlbiBzZXNhbWU";

/** Serves the checkout page under the Content-Security-Policy that the product sends. */
export async function startPageServer(sandboxUrl: string): Promise<Running> {
  const script = await bundlePage();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${sandboxUrl}`,
    `connect-src ${sandboxUrl}`,
    `frame-src ${sandboxUrl}`,
    "form-action 'self'",
    "img-src data:",
  ].join("; ");
  const page = `<!doctype html><html lang="en"><title>Checkout</title>
    <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
    <main id="root"></main><script src="${sandboxUrl}/stripe.js"></script>`;
  const server = createServer((request, response) => {
    const bare = request.url?.startsWith("/bare");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", policy);
    response.end(bare ? page : `${page}<script nonce="${nonce}">${script}</script>`);
  });
  return listen(server);
}

async function bundlePage(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("./page.tsx", import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"development"' },
  });
  return result.outputFiles.map((file) => file.text.replaceAll("</script", "<\\/script")).join("");
}

type Running = { readonly url: string; close(): Promise<void> };

/** Starts a server on a free port of the loopback interface. */
async function listen(server: Server): Promise<Running> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
