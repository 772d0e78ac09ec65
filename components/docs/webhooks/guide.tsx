import type { DeliveryRules } from "@/lib/webhooks/schemas";
import { CodeBlock } from "../code-block";
import classes from "../guide.module.css";
import { Deliveries } from "./deliveries";
import { Events } from "./events";
import { Register } from "./register";

export interface Sample {
  language: string;
  /** Where the file can be had. */
  href: string;
  code: string;
}

interface Props {
  appUrl: string;
  rules: DeliveryRules;
  samples: Sample[];
}

/** The receiver's guide: from the registration of an endpoint to the example of each event. */
export function WebhooksGuide({ appUrl, rules, samples }: Props) {
  return (
    <article className={classes.guide}>
      <h1>Webhooks</h1>
      <p className={classes.lead}>
        Your server is told of payments, accounts and challenges as they change. Webhooks follow{" "}
        <a href="https://www.standardwebhooks.com">Standard Webhooks</a>, so its libraries verify
        them.
      </p>
      <Register appUrl={appUrl} rotationHours={rules.rotationHours} />
      <h2 id="verify">Verify</h2>
      <p>
        Each webhook has the headers <code>webhook-id</code>, <code>webhook-timestamp</code> and{" "}
        <code>webhook-signature</code>. Verify the raw body with your endpoint's secret before you
        believe anything in it. The libraries also refuse what is more than five minutes old.
      </p>
      {samples.map(({ language, href, code }) => (
        <section key={language}>
          <h3>
            {language}{" "}
            <a href={href} download>
              Download
            </a>
          </h3>
          <CodeBlock label={`${language} sample`} code={code.trimEnd()} />
        </section>
      ))}
      <Deliveries rules={rules} />
      <h2 id="events">Events</h2>
      <p>
        The body is <code>{'{"type", "timestamp", "data"}'}</code>. Money is in the currency's minor
        units: <code>19900</code> is $199.00.
      </p>
      <Events />
    </article>
  );
}
