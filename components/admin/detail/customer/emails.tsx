import type { CustomerEmail, EmailList } from "@/lib/console/schemas";
import { exactTime } from "@/lib/core/format";
import { StatusBadge } from "../../../ui/status-badge";
import table from "../../../ui/table.module.css";
import { TextLink } from "../../../ui/text-link";
import { TimeAgo } from "../../../ui/time-ago";
import { detailPath } from "../../console/paths";
import detail from "../detail.module.css";
import classes from "./customer.module.css";
import { emailLabels, emailStatusLabels } from "./labels";

/** The emails to a customer: subject, time, state, and the page of what each is about. */
export function Emails({ emails: { rows, has_more } }: { emails: EmailList }) {
  return (
    <section className={detail.section} aria-labelledby="emails">
      <div className={detail.heading}>
        <h2 id="emails">Emails</h2>
        {has_more && <span className={classes.dim}>The newest {rows.length}</span>}
      </div>
      {rows.length === 0 ? (
        <p className={detail.none}>None sent yet.</p>
      ) : (
        <div className={table.frame}>
          <table className={table.table} aria-labelledby="emails">
            <thead>
              <tr>
                <th scope="col">Subject</th>
                <th scope="col">Status</th>
                <th scope="col">Time</th>
                <th scope="col">About</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((email) => (
                <EmailRow key={email.id} email={email} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const aboutLabels: Partial<Record<string, string>> = {
  payments: "Payment",
  accounts: "Account",
  purchases: "Purchase",
  challenges: "Challenge",
  operations: "Transaction",
};

function EmailRow({ email }: { email: CustomerEmail }) {
  const { kind, subject, status, at, about, error, job_id } = email;
  const labels = emailStatusLabels[status];
  return (
    <tr className={classes.email}>
      <td>{subject ?? emailLabels[kind]}</td>
      <td>
        <StatusBadge status={labels.status} label={labels.label} />
        {[labels.note, error].map(
          (line) =>
            line && (
              <span key={line} className={classes.under}>
                {line}
              </span>
            ),
        )}
        {job_id && <TextLink href={detailPath("jobs", job_id)}>Open job</TextLink>}
      </td>
      <td>
        <TimeAgo at={at} />
        <span className={classes.under}>{exactTime(at, "UTC")}</span>
      </td>
      <td>
        {about ? (
          <TextLink href={detailPath(about.list, about.id)}>{aboutLabels[about.list]}</TextLink>
        ) : (
          <span className={classes.dim}>This customer</span>
        )}
      </td>
    </tr>
  );
}
