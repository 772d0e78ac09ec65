import { IconMail } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import type { SavedEmail } from "@/lib/emails/schemas";
import { EmptyState } from "../ui/empty-state";
import table from "../ui/table.module.css";
import { TextLink } from "../ui/text-link";
import { TimeAgo } from "../ui/time-ago";
import classes from "./mail.module.css";

/** The emails that the embedded stack saved instead of sending them, newest first. */
export function MailList({ mails }: { mails: SavedEmail[] }) {
  return (
    <>
      <h1 className={dashboard.heading}>Email</h1>
      <p className={classes.note}>
        Emails are saved here and not sent, because this stack has no mail server. Set SMTP_URL and
        MAIL_FROM to send them.
      </p>
      {mails.length === 0 ? <None /> : <Rows mails={mails} />}
    </>
  );
}

const None = () => (
  <div className={dashboard.empty}>
    <EmptyState icon={<IconMail size={24} aria-hidden />} title="No emails yet">
      <p>Buy a challenge and its receipt will appear here.</p>
    </EmptyState>
  </div>
);

const Rows = ({ mails }: { mails: SavedEmail[] }) => (
  <div className={table.frame}>
    <table className={table.table} aria-label="Emails">
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
            <th scope="row" className={classes.subject}>
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
