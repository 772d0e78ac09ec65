import { createServer, type IncomingMessage } from "node:http";
import * as actions from "@/app/api/admin/actions/route";
import * as health from "@/app/api/health/route";
import * as wallets from "@/app/api/prop/accounts/route";
import * as buy from "@/app/api/prop/challenge/buy/route";
import * as programs from "@/app/api/prop/programs/route";
import * as logIn from "@/app/api/v2/auth/login/route";
import * as signUp from "@/app/api/v2/auth/signup/route";
import * as token from "@/app/api/v2/oauth/token/route";
import * as checkout from "@/app/api/v2/payments/checkout/route";
import * as deposits from "@/app/api/v2/payments/deposits/route";
import * as payments from "@/app/api/v2/payments/route";
import * as endpoints from "@/app/api/v2/webhook-endpoints/route";
import * as stripe from "@/app/api/v2/webhooks/stripe/route";
import { boot } from "@/lib/server/boot";

// Serves the routes that the soak calls, without the 40 s of a production build. As in Next.js, the method of the route
// file handles each request. `boot` must come first.
const routes: Record<string, typeof health> = {
  "/api/admin/actions": actions,
  "/api/health": health,
  "/api/prop/accounts": wallets,
  "/api/prop/challenge/buy": buy,
  "/api/prop/programs": programs,
  "/api/v2/auth/login": logIn,
  "/api/v2/auth/signup": signUp,
  "/api/v2/oauth/token": token,
  "/api/v2/payments": payments,
  "/api/v2/payments/checkout": checkout,
  "/api/v2/payments/deposits": deposits,
  "/api/v2/webhook-endpoints": endpoints,
  "/api/v2/webhooks/stripe": stripe,
};

boot();
const server = createServer(async (incoming, outgoing) => {
  const { method = "GET", url = "/" } = incoming;
  const route = routes[url.split("?")[0] ?? url];
  const response =
    route && (method === "GET" || method === "POST")
      ? await route[method](await requestOf(incoming), { params: Promise.resolve({}) })
      : new Response(null, { status: 404 });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
});
server.listen(Number(process.env.PORT), "127.0.0.1");

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const { method = "GET", url = "/", headers } = incoming;
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) sent.set(name, [value].flat().join(", "));
  }
  const body = method === "POST" ? { body: Buffer.concat(parts) } : {};
  return new Request(new URL(url, "http://127.0.0.1"), { method, headers: sent, ...body });
}
