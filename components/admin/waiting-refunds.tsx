import {
  Table,
  TableScrollContainer,
  TableTbody,
  TableTd,
  TableTh,
  TableThead,
  TableTr,
} from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type { WaitingRefundView } from "@/lib/challenges/schemas";
import { EmptyState } from "../ui/empty-state";
import { Money } from "../ui/money";
import { StatusBadge } from "../ui/status-badge";
import { TimeAgo } from "../ui/time-ago";

/** Purchases that failed and whose money isn't back yet: who waits for what, and why. */
export function WaitingRefunds({ rows }: { rows: WaitingRefundView[] }) {
  if (rows.length === 0) {
    return (
      <EmptyState icon={<IconCircleCheck size={24} aria-hidden />} title="No refund is waiting">
        <p>A purchase whose refund the trading server refuses or doesn't answer is listed here.</p>
      </EmptyState>
    );
  }
  return (
    <TableScrollContainer minWidth={880}>
      <Table verticalSpacing="sm" aria-label="Refunds that are waiting">
        <TableThead>
          <TableTr>
            <TableTh>Purchase</TableTh>
            <TableTh>Customer</TableTh>
            <TableTh>Failed with</TableTh>
            <TableTh>Waiting for</TableTh>
            <TableTh ta="right">Fee</TableTh>
            <TableTh ta="right">Tries</TableTh>
            <TableTh>Since</TableTh>
          </TableTr>
        </TableThead>
        <TableTbody>
          {rows.map((row) => (
            <Row key={row.purchase.id} row={row} />
          ))}
        </TableTbody>
      </Table>
    </TableScrollContainer>
  );
}

function Row({
  row: { purchase, customer_email, program_name, problem, tries, since },
}: {
  row: WaitingRefundView;
}) {
  return (
    <TableTr>
      <TableTd>
        #{purchase.id} · {program_name}
        <br />
        <StatusBadge status={purchase.payment_status} />
      </TableTd>
      <TableTd>
        {customer_email}
        <br />
        wallet {purchase.payer_login}
      </TableTd>
      <TableTd>
        <code>{purchase.failure_reason}</code>
      </TableTd>
      <TableTd>{problem}</TableTd>
      <TableTd ta="right">
        <Money cents={Math.round(purchase.amount * 100)} currency={purchase.currency} />
      </TableTd>
      <TableTd ta="right">{tries}</TableTd>
      <TableTd>
        <TimeAgo at={new Date(since * 1000).toISOString()} />
      </TableTd>
    </TableTr>
  );
}
