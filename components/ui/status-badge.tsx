import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleMinus,
  IconClockHour4,
} from "@tabler/icons-react";
import classes from "./status-badge.module.css";
import { describeStatus, type Tone } from "./status-words";

const icons = {
  green: IconCircleCheckFilled,
  amber: IconClockHour4,
  red: IconAlertTriangleFilled,
  grey: IconCircleMinus,
} satisfies Record<Tone, unknown>;

/** A status in words, with an icon and a colour that means the same everywhere. */
export function StatusBadge({ status, label }: { status: string; label?: string }) {
  const { tone, word } = describeStatus(status);
  const Icon = icons[tone];
  return (
    <span className={classes.badge} data-tone={tone} data-status={status}>
      <Icon size={14} aria-hidden />
      {label ?? word}
    </span>
  );
}
