import { type DetailView, lists } from "@/lib/console/schemas";
import { CodeBlock } from "../../docs/code-block";
import { BackLink } from "../../ui/back-link";
import { Breakable } from "../../ui/breakable";
import header from "../../ui/detail-header.module.css";
import panel from "../../ui/panel.module.css";
import { StatusBadge } from "../../ui/status-badge";
import { ActionBar } from "../actions/action-bar";
import { listPath } from "../console/addresses";
import classes from "./detail.module.css";
import { Facts } from "./facts";
import { Related } from "./related";
import { StripeCheck } from "./stripe-check";
import { Timeline } from "./timeline";

/** All that the console knows of one thing, and what can be done to it. */
export function DetailPage({ detail }: { detail: DetailView }) {
  const { list, title, lead, status, notice, facts, evidence, steps, related, actions } = detail;
  const { stripe_check } = detail;
  return (
    <>
      <header>
        <BackLink href={listPath(list)}>{lists[list].title}</BackLink>
        <div className={header.title}>
          <h1>
            <Breakable text={title} />
          </h1>
          {status && <StatusBadge status={status} />}
        </div>
        <p className={header.lead}>{lead}</p>
      </header>
      {stripe_check && <StripeCheck key={stripe_check.payment_id} check={stripe_check} />}
      {actions.length > 0 && <ActionBar actions={actions} />}
      {notice && <p className={`${panel.notice} ${classes.notice}`}>{notice}</p>}
      <Facts groups={facts} />
      {steps.length > 0 && (
        <section className={classes.section} aria-labelledby="history">
          <div className={classes.heading}>
            <h2 id="history">History</h2>
          </div>
          <Timeline steps={steps} />
        </section>
      )}
      {evidence.map((it) => (
        <details key={it.title} className={classes.raw} open={list === "audit"}>
          <summary>{it.title}</summary>
          <CodeBlock label={it.title} code={it.text} language="json" />
        </details>
      ))}
      {related.map((it) => (
        <Related key={it.title} related={it} />
      ))}
    </>
  );
}
