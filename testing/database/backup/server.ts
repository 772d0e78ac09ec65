import { createServer } from "node:http";
import { GET as health } from "@/app/api/health/route";
import { boot } from "@/lib/server/boot";

// A server process as Next.js starts one. It responds to every request with its health.
await boot();
const server = createServer(async (_, response) => {
  const request = new Request("http://propdesk.localhost/api/health");
  const result = await health(request, { params: Promise.resolve({}) });
  response.writeHead(result.status).end(await result.text());
});
server.listen(Number(process.env.PORT), "127.0.0.1");
