import type { Mark } from "./describe-equity";
import classes from "./equity-bar.module.css";
import type { ExampleScale } from "./example-scale";

interface Props {
  id: string;
  scale: ExampleScale;
  marks: Mark[];
  /** The balance at the day's start, in minor units. */
  opening: number;
  value: number;
  /** The value and what happens, for screen readers. */
  valueText: string;
  isReady: boolean;
  /** Called when the reader turns to it. */
  onPrepare: () => void;
  onChange: (value: number) => void;
}

/** The picture of an account: its floors and target on a line, and the slider for its equity on top of it. */
export function EquityBar(props: Props) {
  const { id, scale, marks, opening, value, valueText, isReady, onPrepare, onChange } = props;
  const { low, high, step } = scale;
  const at = (amount: number) =>
    `${Math.min(100, Math.max(0, ((amount - low) / (high - low)) * 100)).toFixed(2)}%`;
  const floors = marks.filter((mark) => mark.id !== "target");
  const target = marks.find((mark) => mark.id === "target");
  return (
    <div className={classes.picture}>
      <div className={classes.plot} aria-hidden="true">
        <div className={classes.bar}>
          {floors.map((mark) => (
            <i
              key={mark.id}
              className={classes.loss}
              data-rule={mark.id}
              style={{ width: at(mark.at) }}
            />
          ))}
          {target && <i className={classes.profit} style={{ left: at(target.at) }} />}
        </div>
        <Label side="below" at={at(opening)} name="Day start" />
        {marks.map((mark) => (
          <Label
            key={mark.id}
            id={mark.id}
            side={mark.id === "total_loss" ? "below" : "above"}
            at={at(mark.at)}
            name={mark.name}
            amount={mark.amount}
          />
        ))}
        <i className={classes.now} style={{ left: at(value) }} />
      </div>
      <input
        id={id}
        className={classes.slider}
        type="range"
        min={low}
        max={high}
        step={step}
        value={value}
        aria-valuetext={valueText}
        disabled={!isReady}
        onFocus={onPrepare}
        onPointerEnter={onPrepare}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
    </div>
  );
}

interface LabelProps {
  id?: Mark["id"];
  side: "above" | "below";
  at: string;
  name: string;
  amount?: string;
}

const Label = ({ id, side, at, name, amount }: LabelProps) => (
  <span className={classes.mark} data-side={side} data-rule={id} style={{ left: at }}>
    <span>
      {name}
      {amount && <b>{amount}</b>}
    </span>
  </span>
);
