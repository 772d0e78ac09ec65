import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cardByNumber } from "../../test-cards";
import { browserAsset } from "../serve";
export async function startStripeSandbox(_o: unknown) {
  const pis = new Map<string, any>();
  let n = 0;
  const server = createServer(async (req, res) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const url = new URL(req.url ?? "", base);
    let text = "";
    for await (const c of req) text += c;
    const b = Object.fromEntries(new URLSearchParams(text));
    res.setHeader("access-control-allow-origin", "*");
    res.setHeader("access-control-allow-headers", "*,authorization");
    if (req.method === "OPTIONS") return res.end();
    const json = (s: number, o: unknown) => {
      res.statusCode = s;
      res.setHeader("content-type", "application/json");
      res.end(JSON.stringify(o));
    };
    const asset = await browserAsset(url.pathname, base);
    if (asset) {
      res.setHeader("content-type", asset.contentType);
      return res.end(asset.body);
    }
    const [, , , id, verb] = url.pathname.split("/");
    if (url.pathname === "/v1/payment_intents") {
      n++;
      const pi = {
        id: `pi_${n}`,
        object: "payment_intent",
        client_secret: `pi_${n}_secret_x`,
        status: "requires_payment_method",
        next_action: null,
      };
      pis.set(pi.id, pi);
      return json(200, pi);
    }
    if (url.pathname.startsWith("/auth/")) {
      const pi = pis.get(url.pathname.split("/")[2]!);
      const o = url.searchParams.get("outcome");
      if (o) {
        pi.status = o === "succeeded" ? "succeeded" : "requires_payment_method";
        pi.next_action = null;
        return json(200, {});
      }
      res.setHeader("content-type", "text/html");
      const ru = url.searchParams.get("return_url");
      return res.end(
        `<button onclick="go('succeeded')">Complete</button><button onclick="go('failed')">Fail</button><script>async function go(outcome){await fetch('?outcome='+outcome);${ru ? `location.href='${ru}?payment_intent=x&redirect_status='+outcome` : `parent.postMessage({type:'propdesk-sandbox-3ds',payment_intent:'${pi.id}',outcome},'*')`}}</script>`,
      );
    }
    const pi = pis.get(id ?? "");
    if (!pi)
      return json(404, {
        error: {
          type: "invalid_request_error",
          code: "resource_missing",
          message: "No such payment_intent",
        },
      });
    if (verb === "cancel") {
      pi.status = "canceled";
      return json(200, pi);
    }
    if (verb === "confirm") {
      const card = cardByNumber(b["payment_method_data[card][number]"] ?? "") ?? {
        outcome: "succeeds",
      };
      const code: any = {
        declined: "card_declined",
        incorrect_cvc: "incorrect_cvc",
        expired_card: "expired_card",
      };
      if (code[card.outcome])
        return json(402, {
          error: {
            type: "card_error",
            code: code[card.outcome],
            message: `Your card failed: ${card.outcome}.`,
            payment_intent: pi,
          },
        });
      if (card.outcome === "requires_authentication") {
        pi.status = "requires_action";
        const u = `${base}/auth/${pi.id}`;
        pi.next_action = b.return_url
          ? {
              type: "redirect_to_url",
              redirect_to_url: { url: `${u}?return_url=${encodeURIComponent(b.return_url)}` },
            }
          : { type: "use_stripe_sdk", use_stripe_sdk: { sandbox_authenticate_url: u } };
      } else pi.status = card.outcome === "processing" ? "processing" : "succeeded";
    }
    json(200, pi);
  });
  await new Promise<void>((r) => server.listen(0, "127.0.0.1", r));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
