import { createServer } from "node:http";

// Answers at once whatever it is sent: a partner's server, and where the sandbox's own events end.
const server = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(204).end());
});
server.listen(Number(process.env.RECEIVER_PORT), "127.0.0.1");
