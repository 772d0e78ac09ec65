import type { DeliveryRules } from "@/lib/webhooks/schemas";
import { listWords, waitWords } from "./words";

/** What is made of an endpoint's answers, and what a receiver has to reckon with. */
export function Deliveries({ rules }: { rules: DeliveryRules }) {
  const { retrySeconds, timeoutSeconds, disableAfterDays } = rules;
  return (
    <>
      <h2 id="answer">Answer</h2>
      <p>
        Any 2xx within {timeoutSeconds} seconds means that you have it. Keep the event, answer, and
        only then work on it: an endpoint is sent one webhook at a time. Everything else is a
        failure: another status, a redirect, no answer.
      </p>
      <p>
        After a failure it is sent again, {retrySeconds.length} times: after{" "}
        {listWords(retrySeconds.map(waitWords))}. After the last one the delivery has failed, and
        you can ask for it again. An endpoint to which nothing could be delivered for{" "}
        {disableAfterDays} days is disabled; it says so in <code>disabled_reason</code>, and{" "}
        <code>{'PATCH {"enabled": true}'}</code> takes it up again.
      </p>
      <h2 id="once">Handle it once</h2>
      <ul>
        <li>
          An event comes at least once, so it may come twice. Its <code>webhook-id</code> stays the
          same: put it under a unique key, and skip what is there already.
        </li>
        <li>
          Events may come in another order than they happened in: after a retry, the older one comes
          last. <code>timestamp</code> says when it happened.
        </li>
        <li>
          Fields may be added to <code>data</code>. Ignore those that you don't know.
        </li>
      </ul>
    </>
  );
}
