import { IconMail } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import type { KeptMail } from "@/lib/mail/schemas";
import { EmptyState } from "../ui/empty-state";
import table from "../ui/table.module.css";
import { TextLink } from "../ui/text-link";
import { TimeAgo } from "../ui/time-ago";
import classes from "./mail.module.css";

/** The e-mails that would have been sent, newest first. */
export function MailList({ mails }: { mails: KeptMail[] }) {
  return (
    <>
      <h1 className={dashboard.heading}>E-mail</h1>
      <p className={classes.note}>
        Kept here and sent to nobody: this stack has no mail server. With SMTP_URL and MAIL_FROM
        set, customers get them.
      </p>
      {mails.length === 0 ? <None /> : <Rows mails={mails} />}
    </>
  );
}

const None = () => (
  <div className={dashboard.empty}>
    <EmptyState icon={<IconMail size={24} aria-hidden />} title="No e-mail yet">
      <p>Pay for a challenge or buy one from a wallet: its receipt appears here.</p>
    </EmptyState>
  </div>
);

const Rows = ({ mails }: { mails: KeptMail[] }) => (
  <div className={table.frame}>
    <table className={table.table} aria-label="E-mails">
      <thead>
        <tr>
          <th scope="col">Subject</th>
          <th scope="col">To</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {mails.map(({ id, kind, subject, to, at }) => (
          <tr key={id} data-kind={kind}>
            <th scope="row">
              <TextLink href={`/dev/mail/${id}`}>{subject}</TextLink>
            </th>
            <td className={classes.to}>{to}</td>
            <td className={classes.at}>
              <TimeAgo at={at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
