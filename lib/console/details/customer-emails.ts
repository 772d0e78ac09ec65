import { and, desc, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers, sentEmails } from "@/db/schema";
import type { PaymentInspection } from "@/lib/payments/schemas";
import { type EmailKind, emailJob } from "@/lib/queue/email-job";
import type { CustomerEmail, EmailList, ListName } from "../schemas";

const SHOWN = 20;
// An email that waits is about something recent.
const NEWEST = 100;

/** The kinds of emails, each with the field of what it is about. */
const kinds = emailJob.options.map(({ shape: { kind, ...about } }) => ({
  kind: kind.value,
  field: Object.keys(about)[0] ?? "",
}));

interface Customer {
  id: number;
  publicId: string;
}

type About = Record<string, string | number>;
type Found = Omit<CustomerEmail, "about"> & { of: About };

/**
 * The emails to a customer, or those about records of theirs alone: those that wait or failed, and those that were sent,
 * newest first.
 */
export async function readEmails(
  db: Database,
  customer: Customer,
  about?: string[],
): Promise<EmailList> {
  const isAbout = ({ of }: Found) =>
    !about || Object.values(of).some((id) => about.includes(`${id}`));
  const [unsent, sent] = await Promise.all([
    readUnsent(db, customer),
    db
      .select()
      .from(sentEmails)
      .where(and(eq(sentEmails.customerId, customer.id), about && isAboutSql(about)))
      .orderBy(desc(sentEmails.sentAt))
      .limit(SHOWN + 1),
  ]);
  const all: Found[] = [
    ...unsent.filter(isAbout),
    ...sent.map(({ id, kind, subject, status, about, sentAt }) => ({
      id,
      kind: kind as EmailKind,
      subject,
      status,
      at: sentAt.toISOString(),
      of: about,
      error: null,
      job_id: null,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  const shown = all.slice(0, SHOWN);
  const pages = await readPages(db, shown);
  return {
    rows: shown.map(({ of, ...email }) => ({ ...email, about: pages(of) })),
    has_more: all.length > SHOWN,
  };
}

const isAboutSql = (ids: string[]) =>
  sql`exists (select from jsonb_each_text(${sentEmails.about}) e where e.value = any(${sql.param(ids)}::text[]))`;

/** The emails about a payment, its account, its refunds and its disputes. */
export async function readPaymentEmails(
  db: Database,
  { customer_id, payment, refunds, disputes }: PaymentInspection,
): Promise<EmailList> {
  const [customer] = await db
    .select({ id: customers.id, publicId: customers.publicId })
    .from(customers)
    .where(eq(customers.publicId, customer_id));
  if (!customer) return { rows: [], has_more: false };
  return readEmails(db, customer, [
    payment.payment_id,
    ...(payment.prop_account_id === null ? [] : [payment.prop_account_id]),
    ...[...refunds, ...disputes].map(({ id }) => id),
  ]);
}

interface UnsentRow extends Record<string, unknown> {
  kind: EmailKind;
  field: string;
  subject_id: string;
  at: Date | string;
  job_id: string | null;
  error: string | null;
  has_failed: boolean;
}

/**
 * The emails to a customer that are in the outbox or in a job. Neither has the customer's id, so they are looked up by the
 * keys that emails about the customer's newest payments, accounts and purchases would have.
 */
export function unsentSql({ id, publicId }: Customer) {
  const newest = (table: string, key = "id") =>
    sql`(select ${sql.identifier(key)} as id from ${sql.identifier(table)} where customer_id = ${id} order by 1 desc limit ${NEWEST})`;
  const values = sql.join(
    kinds.map(({ kind, field }) => sql`(${kind}, ${field})`),
    sql`, `,
  );
  return sql`
    with bought as ${newest("payments")}, subjects (field, id) as (
      select 'user_id'::text, ${publicId}::text
      union all select 'payment_id', id from bought
      union all select 'refund_id', r.id from bought join payment_refunds r on r.payment_id = bought.id
      union all select 'dispute_id', d.id from bought join payment_disputes d on d.payment_id = bought.id
      union all select 'prop_account_id', id from ${newest("prop_accounts")} a
      union all select 'purchase_id', id::text from ${newest("purchases")} p
      union all select 'challenge_id', id::text from ${newest("challenges")} c
      union all select 'link_id', id from ${newest("mail_links")} l
      union all select 'money_request_id', m.id from ${newest("trading_accounts", "login")} t join money_requests m on m.login = t.id
    ), keys as materialized (
      select kind, field, id as subject_id, kind || ':' || id as key
      from subjects join (values ${values}) as k (kind, field) using (field)
    )
    select kind, field, subject_id, o.created_at as at, null as job_id, null as error, false as has_failed
    from keys join mail_outbox o using (key)
    union all
    select kind, field, subject_id, j.created_at, j.id::text, j.last_error, j.attempts >= j.max_attempts and j.locked_at is null
    from keys join graphile_worker._private_jobs j on j.key = 'mail:' || keys.key`;
}

async function readUnsent(db: Database, customer: Customer): Promise<Found[]> {
  const { rows } = await db.execute<UnsentRow>(unsentSql(customer));
  return rows.map(({ kind, field, subject_id, at, job_id, error, has_failed }) => ({
    id: `${kind} ${subject_id}`,
    kind,
    subject: null,
    status: has_failed ? "failed" : "waiting",
    at: new Date(at).toISOString(),
    of: { [field]: subject_id },
    error,
    job_id: has_failed ? job_id : null,
  }));
}

/** The list whose pages have the id of a field. Links and customers have no page of their own here. */
const listsOfFields: Record<string, ListName | undefined> = {
  payment_id: "payments",
  prop_account_id: "accounts",
  purchase_id: "purchases",
  challenge_id: "challenges",
  refund_id: "payments",
  dispute_id: "payments",
  money_request_id: "operations",
};

/** Finds the page of what an email is about: of a refund or a dispute its payment, of a correction its order. */
async function readPages(db: Database, emails: Found[]) {
  const idsOf = (field: string) =>
    sql`array[${sql.join(
      emails.flatMap(({ of }) => (of[field] === undefined ? [] : [sql`${of[field]}`])),
      sql`, `,
    )}]::text[]`;
  const { rows } = await db.execute<{ id: string; page: string } & Record<string, unknown>>(sql`
    select id, payment_id as page from payment_refunds where id = any(${idsOf("refund_id")})
    union all select id, payment_id from payment_disputes where id = any(${idsOf("dispute_id")})
    union all select id, order_no::text from money_requests where id = any(${idsOf("money_request_id")}) and order_no is not null`);
  const found = new Map(rows.map(({ id, page }) => [id, page]));
  const isIndirect = ["refund_id", "dispute_id", "money_request_id"];
  return (of: About): CustomerEmail["about"] => {
    const [[field, value] = ["", ""]] = Object.entries(of);
    const list = listsOfFields[field];
    const id = isIndirect.includes(field) ? found.get(String(value)) : String(value);
    return list && id !== undefined ? { list, id } : null;
  };
}
