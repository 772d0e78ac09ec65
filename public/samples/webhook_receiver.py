# pip install standardwebhooks
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def webhook_receiver(secret, store, port):
    """A server that receives webhooks. `secret` is the whsec_… secret of the endpoint.

    `store(id, event)` stores an event once per ID: insert … on conflict (id) do nothing.
    """
    webhook = Webhook(secret)

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            # Use the raw body: parsing and serializing it again changes the signed bytes.
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            try:
                event = webhook.verify(body, dict(self.headers))
            except WebhookVerificationError:
                return self.respond(400)
            try:
                # Store the event, respond, then process it. You may get duplicates.
                store(self.headers["webhook-id"], event)
            except Exception:
                # Any status other than 2xx is retried.
                return self.respond(500)
            self.respond(204)

        def respond(self, status):
            self.send_response(status)
            self.end_headers()

    return ThreadingHTTPServer(("127.0.0.1", port), Receiver)
