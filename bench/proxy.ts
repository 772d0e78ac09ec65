import { Agent, createServer, request as send } from "node:http";

// A minimal load balancer: each request to the next of the web processes.
const targets = (process.env.PROXY_TARGETS ?? "").split(",").map(Number);
const agent = new Agent({ keepAlive: true });
let turn = 0;

const server = createServer((request, response) => {
  const port = targets[turn++ % targets.length];
  const { method, url: path, headers } = request;
  const forwarded = send({ agent, host: "127.0.0.1", port, method, path, headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(response);
  });
  forwarded.on("error", () =>
    response.headersSent ? response.destroy() : response.writeHead(502).end(),
  );
  request.pipe(forwarded);
});
server.listen(Number(process.env.PROXY_PORT), "127.0.0.1");
