import type { ReactNode } from "react";
import { ExactTime } from "@/components/ui/exact-time";
import { formatUnits } from "@/lib/core/money";
import type { ChallengeEvaluationView } from "@/lib/evaluation/schemas";
import classes from "./meters.module.css";
import { type Tone, VERY_CLOSE_PCT } from "./state-message";
import type { LossRules } from "./verdict-sentence";

/** From this part of a limit on, in percent, its meter is amber: at the same part, the first warning is sent. */
const CLOSE_PCT = 50;

interface MeterProps {
  name: string;
  /** The number that counts: what is left, or what is reached. */
  value: string;
  unit: string;
  /** In percent, from 0 to 100; null without a bar. */
  part: number | null;
  tone: Tone;
  children: ReactNode;
}

/** One rule: how much of it is used or reached. */
function Meter({ name, value, unit, part, tone, children }: MeterProps) {
  return (
    <div className={classes.meter} data-tone={tone}>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.body}>
        <p className={classes.value}>
          {value} <span className={classes.unit}>{unit}</span>
        </p>
        {part !== null && (
          <svg className={classes.bar} role="img" aria-label={`${part}%`}>
            <rect width="100%" height="100%" className={classes.track} />
            <rect width={`${part}%`} height="100%" className={classes.fill} />
          </svg>
        )}
        <div className={classes.notes}>{children}</div>
      </dd>
    </div>
  );
}

const toneOf = (used: number): Tone =>
  used >= VERY_CLOSE_PCT ? "red" : used >= CLOSE_PCT ? "amber" : "grey";

interface Props {
  view: ChallengeEvaluationView;
  rules: LossRules;
  hasEnded: boolean;
}

/** The rules of a phase that have a measure: what is left of each limit, and how far the target and the days are. */
export function Meters({ view, rules, hasEnded }: Props) {
  const { currency, daily_loss, total_loss, target, trading_days, next_reset_at } = view;
  const money = (decimal: string) => formatUnits(Number(decimal), currency);
  const loss = (rule: "daily_loss" | "total_loss") => {
    const meter = view[rule];
    if (!meter) return null;
    const terms = rules?.[rule];
    const pauses = rule === "daily_loss" && rules?.daily_loss?.then === "pause";
    const verb = `${pauses ? "Pauses" : "Ends"}${terms?.check === "day_end" ? ", at the day's end," : ""}`;
    return {
      meter,
      ends: `${verb} ${terms?.at_limit === "touch" ? "at" : "below"} ${money(meter.floor)}`,
    };
  };
  const daily = loss("daily_loss");
  const total = loss("total_loss");
  const limit = ({ meter, ends }: NonNullable<typeof daily>) => (
    <>
      <p>{ends}</p>
      <p>
        {meter.used_pct}% of {money(meter.limit)} used
      </p>
    </>
  );
  return (
    <dl className={classes.meters}>
      {daily && daily_loss && (
        <Meter
          name="Daily loss"
          value={money(daily_loss.left)}
          unit={hasEnded ? "left" : "left today"}
          part={daily_loss.used_pct}
          tone={toneOf(daily_loss.used_pct)}
        >
          {limit(daily)}
          {next_reset_at && (
            <p>
              Resets <ExactTime at={next_reset_at} short />
            </p>
          )}
        </Meter>
      )}
      {total && total_loss && (
        <Meter
          name="Total loss"
          value={money(total_loss.left)}
          unit="left"
          part={total_loss.used_pct}
          tone={toneOf(total_loss.used_pct)}
        >
          {limit(total)}
        </Meter>
      )}
      {target && (
        <Meter
          name="Profit target"
          value={money(target.profit)}
          unit={`of ${money(target.amount)}`}
          part={target.reached_pct}
          tone="green"
        >
          <p>{target.reached_pct >= 100 ? "Reached" : `${target.reached_pct}% reached`}</p>
        </Meter>
      )}
      <Meter
        name="Trading days"
        value={String(trading_days.counted)}
        unit={trading_days.needed === null ? "counted" : `of ${trading_days.needed}`}
        part={
          trading_days.needed === null
            ? null
            : Math.min(100, Math.round((trading_days.counted / trading_days.needed) * 100))
        }
        tone="green"
      >
        <p>{daysNote(trading_days)}</p>
      </Meter>
    </dl>
  );
}

function daysNote({ counted, needed }: ChallengeEvaluationView["trading_days"]): string {
  if (needed === null) return "No minimum in this phase";
  const left = needed - counted;
  return left <= 0 ? "Reached" : `${left} more ${left === 1 ? "day" : "days"} needed`;
}
