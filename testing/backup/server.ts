import { createServer } from "node:http";
import { GET as health } from "@/app/api/health/route";
import { boot } from "@/lib/boot";

// A server process as Next.js starts one, which answers only whether it is well.
await boot();
const server = createServer(async (_, response) => {
  const request = new Request("http://propdesk.localhost/api/health");
  const answer = await health(request, { params: Promise.resolve({}) });
  response.writeHead(answer.status).end(await answer.text());
});
server.listen(Number(process.env.PORT), "127.0.0.1");
