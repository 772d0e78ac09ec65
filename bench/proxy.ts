import { Agent, request as ask, createServer } from "node:http";

// A load balancer of the smallest kind: each request to the next of the web processes.
const targets = (process.env.PROXY_TARGETS ?? "").split(",").map(Number);
const agent = new Agent({ keepAlive: true });
let turn = 0;

const server = createServer((request, response) => {
  const port = targets[turn++ % targets.length];
  const { method, url: path, headers } = request;
  const asked = ask({ agent, host: "127.0.0.1", port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.on("error", () =>
    response.headersSent ? response.destroy() : response.writeHead(502).end(),
  );
  request.pipe(asked);
});
server.listen(Number(process.env.PROXY_PORT), "127.0.0.1");
