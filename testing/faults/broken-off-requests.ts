import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { trackRequests } from "@/lib/http/drain";

// A server that gives no response, and a connection that sends three requests and breaks off. Exits once the server
// has closed.
const requests = trackRequests();
let left = 3;
const server = createServer(async () => {
  left -= 1;
  if (left > 0) return;
  connection.destroy();
  await requests.close();
  process.exit();
});
// Keeps the process alive while it waits for the requests that broke off.
setInterval(() => {}, 60_000);
await once(server.listen(0, "127.0.0.1"), "listening");
const connection = connect((server.address() as AddressInfo).port, "127.0.0.1");
connection.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(left));
