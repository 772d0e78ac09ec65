# pip install standardwebhooks
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def webhook_receiver(secret, store, port):
    """A server that takes webhooks. `secret` is the whsec_… that you got with the endpoint.

    `store(id, event)` keeps an event under its id: insert … on conflict (id) do nothing.
    """
    webhook = Webhook(secret)

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            # The raw body: parsed and written again it would be other bytes than the signed ones.
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            try:
                event = webhook.verify(body, dict(self.headers))
            except WebhookVerificationError:
                return self.answer(400)
            try:
                # First keep it, then answer, then work on it: an event comes at least once.
                store(self.headers["webhook-id"], event)
            except Exception:
                # Anything but 2xx, and it is sent again later.
                return self.answer(500)
            self.answer(204)

        def answer(self, status):
            self.send_response(status)
            self.end_headers()

    return ThreadingHTTPServer(("127.0.0.1", port), Receiver)
