import { CodeBlock } from "../code-block";

interface Props {
  appUrl: string;
  rotationHours: number;
}

/** How an endpoint is made, tried, given a new secret and looked after. */
export function Register({ appUrl, rotationHours }: Props) {
  const token = '-H "Authorization: Bearer $TOKEN"';
  const create = `curl ${appUrl}/v2/webhook-endpoints \\
  ${token} -H "Content-Type: application/json" \\
  -d '{
    "url": "https://your.example/webhooks",
    "events": ["payment.succeeded", "prop_account.active"]
  }'`;
  const look = `ENDPOINT=${appUrl}/v2/webhook-endpoints/$ID
curl -X POST $ENDPOINT/test ${token}
curl "$ENDPOINT/deliveries?status=failed" ${token}
curl -X POST $ENDPOINT/deliveries/$DELIVERY/redeliver \\
  ${token}`;
  return (
    <>
      <h2 id="register">Register an endpoint</h2>
      <p>
        With an app token that has the scope <code>webhooks:write</code>. The event <code>*</code>{" "}
        stands for all of them. The answer holds the <code>secret</code>, this once: keep it.
      </p>
      <CodeBlock label="registration" code={create} />
      <p>
        Your app is told of the customers and payments that came through it. The address must be
        https and lead to the public internet. Redirects are not followed.
      </p>
      <h2 id="try">Try it and look after it</h2>
      <p>
        The first call sends a <code>webhook.test</code> event. The second lists deliveries, each
        with what your endpoint answered last. The third sends one again, under the same{" "}
        <code>webhook-id</code>.
      </p>
      <CodeBlock label="test, deliveries and redelivery" code={look} />
      <h2 id="rotate">Change the secret</h2>
      <p>
        <code>POST /v2/webhook-endpoints/{"{id}"}/rotate-secret</code> answers with a new secret.
        For {rotationHours} hours each webhook bears two signatures, of the new and of the old one,
        so nothing is lost while you change yours. The libraries below check both by themselves.
      </p>
    </>
  );
}
