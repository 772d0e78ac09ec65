import {
  type DetailView,
  type ListName,
  lists,
  type Related as RelatedRows,
} from "@/lib/console/schemas";
import { CodeBlock } from "../../docs/code-block";
import { BackLink } from "../../ui/back-link";
import { Breakable } from "../../ui/breakable";
import header from "../../ui/detail-header.module.css";
import panel from "../../ui/panel.module.css";
import { StatusBadge } from "../../ui/status-badge";
import { TextLink } from "../../ui/text-link";
import { ActionBar } from "../actions/action-bar";
import { codeLabel } from "../console/code-labels";
import { ListTable } from "../console/list-table";
import { listPath } from "../console/paths";
import { DisputePanel } from "../dispute/dispute-panel";
import { Emails } from "./customer/emails";
import { Notes } from "./customer/notes";
import { Summary } from "./customer/summary";
import classes from "./detail.module.css";
import { Facts } from "./facts";
import { PaymentHeader } from "./payment-header";
import { StripeCheck } from "./stripe-check";
import { Timeline } from "./timeline";

/** Lists whose records have a code for a title, which their pages put into words. */
const titledByCode: ListName[] = ["stripe-events", "deliveries", "jobs", "audit"];

/** One row of a list with its facts, its history and its actions. */
export function DetailPage({ detail }: { detail: DetailView }) {
  const { list, title, lead, status, notice, facts, evidence, steps, related, actions } = detail;
  const { stripe_check, customer, payment, disputes } = detail;
  const heading = titledByCode.includes(list) ? codeLabel(title) : title;
  const records = related.map((rows) => <Related key={rows.title} related={rows} />);
  return (
    <>
      <header>
        <BackLink href={listPath(list)}>{lists[list].title}</BackLink>
        <div className={header.title}>
          <h1>
            <Breakable text={heading} />
          </h1>
          {status && <StatusBadge status={status} />}
        </div>
        <p className={header.lead}>
          {heading !== title && (
            <>
              <code>{title}</code>,{" "}
            </>
          )}
          {lead}
        </p>
      </header>
      {payment && <PaymentHeader summary={payment} />}
      {stripe_check && <StripeCheck key={stripe_check.payment_id} check={stripe_check} />}
      {customer && <Summary summary={customer.summary} />}
      {actions.length > 0 && <ActionBar actions={actions} />}
      {notice && <p className={`${panel.notice} ${classes.notice}`}>{notice}</p>}
      {/* What a customer paid and has is what they write about. */}
      {customer && records}
      {customer && (
        <Notes userId={customer.user_id} notes={customer.notes} isErased={customer.is_erased} />
      )}
      {disputes.map((dispute) => (
        <DisputePanel key={dispute.id} dispute={dispute} />
      ))}
      <Facts groups={facts} />
      {customer && <Emails emails={customer.emails} />}
      {payment && <Emails emails={payment.emails} />}
      {steps.length > 0 && (
        <section className={classes.section} aria-labelledby="timeline">
          <div className={classes.heading}>
            <h2 id="timeline">Timeline</h2>
          </div>
          <Timeline steps={steps} />
        </section>
      )}
      {evidence.map((document) => (
        <details key={document.title} className={classes.raw} open={list === "audit"}>
          <summary>{document.title}</summary>
          <CodeBlock label={document.title} code={document.text} language="json" />
        </details>
      ))}
      {!customer && records}
    </>
  );
}

/** The newest rows of another list that belong to this one, and the link to all of them. */
function Related({ related }: { related: RelatedRows }) {
  const { title, list, rows, filter, hasMore } = related;
  const view = lists[list];
  // The page's own id would be the same in each row.
  const columns = view.columns.filter(({ key }) => !(key.replace(/_id$/, "") in filter));
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.heading}>
        <h2>{title}</h2>
        {hasMore && <TextLink href={listPath(list, filter)}>View all</TextLink>}
      </div>
      {rows.length === 0 ? (
        <p className={classes.none}>None.</p>
      ) : (
        <ListTable name={list} view={{ ...view, columns }} rows={rows} />
      )}
    </section>
  );
}
