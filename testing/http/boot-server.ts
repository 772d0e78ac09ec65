import { createServer } from "node:http";
import { isDraining } from "@/lib/http/drain";
import { boot } from "@/lib/server/boot";

// A server process as Next.js starts one, with a route that takes as long as its address says, and one that says
// whether the process is draining.
await boot();
const server = createServer((request, response) => {
  console.log(request.url);
  if (request.url === "/draining") response.end(String(isDraining()));
  else setTimeout(() => response.end("done"), Number(request.url?.slice(1)));
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
