import { createServer } from "node:http";

// Responds to everything immediately: a partner's server, and the receiver of the sandbox's own events.
const server = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(204).end());
});
server.listen(Number(process.env.RECEIVER_PORT), "127.0.0.1");
