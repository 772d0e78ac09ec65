import { eventTypes } from "@/lib/webhooks/schemas";
import { CodeBlock } from "../code-block";
import { examples, meanings } from "./examples";

/** Every event: when it is sent, and what it looks like. */
export function Events() {
  return (
    <>
      {eventTypes.map((type) => (
        <section key={type}>
          <h3 id={type}>
            <code>{type}</code>
          </h3>
          <p>{meanings[type]}</p>
          <details>
            <summary>Example</summary>
            <CodeBlock label={`example of ${type}`} code={exampleOf(type)} />
          </details>
        </section>
      ))}
    </>
  );
}

const exampleOf = (type: (typeof eventTypes)[number]) =>
  JSON.stringify({ type, timestamp: "2026-11-21T09:30:00.000Z", data: examples[type] }, null, 2);
