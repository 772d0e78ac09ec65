import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleMinus,
  IconClockHour4,
} from "@tabler/icons-react";
import classes from "./status-badge.module.css";
import { describeStatus, type Tone } from "./status-labels";

const icons = {
  green: IconCircleCheckFilled,
  amber: IconClockHour4,
  red: IconAlertTriangleFilled,
  grey: IconCircleMinus,
} satisfies Record<Tone, unknown>;

/** The label of a status, with its icon and colour, which are the same on every page. */
export function StatusBadge({ status, label }: { status: string; label?: string | undefined }) {
  const { tone, label: defaultLabel } = describeStatus(status);
  const Icon = icons[tone];
  return (
    <span className={classes.badge} data-tone={tone} data-status={status}>
      <Icon size={14} aria-hidden />
      {label ?? defaultLabel}
    </span>
  );
}
