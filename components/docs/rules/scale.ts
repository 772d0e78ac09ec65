import type { Row } from "./play-example";

const NICE = [1, 2, 2.5, 5, 10];

/** From times and amounts to percent of the picture's width and height, and the amounts of its lines. */
export function scaleOf(rows: readonly Row[]) {
  const amounts = rows.flatMap(({ equity, balance, floors }) => [
    equity,
    balance,
    ...floors.filter((floor) => floor !== null),
  ]);
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  const step = niceStep((high - low) / 4);
  const bottom = low - step / 3;
  const top = high + step / 3;
  const start = rows[0]?.at ?? 0;
  const end = rows.at(-1)?.at ?? 1;
  const ticks: number[] = [];
  for (let tick = Math.ceil(bottom / step) * step; tick <= top; tick += step) ticks.push(tick);
  return {
    ticks,
    end,
    x: (at: number) => rounded(((at - start) / (end - start)) * 100),
    y: (amount: number) => rounded(((top - amount) / (top - bottom)) * 100),
  };
}

const rounded = (percent: number) => Math.round(percent * 100) / 100;

/** The lowest of 1, 2, 2.5, 5 and 10 times a power of ten that is at least this. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return (NICE.find((factor) => factor * power >= least) ?? 10) * power;
}
