"use client";

import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";

/** A kind of bar: its name, which the legend and the tooltip say, and its colour. */
export interface Series {
  name: string;
  color: string;
}

interface Props {
  /** A row for each day: its name under `day`, and a number for each series. */
  rows: Record<string, string | number>[];
  series: Series[];
  height: number;
  /** A number of the axis and of the tooltip in words. */
  say: (value: number) => string;
}

/** Bars by day, on one another; what is below nothing hangs down. Loaded by `DayChart` alone, so that no page without a chart pays for the library. */
export default function Bars({ rows, series, height, say }: Props) {
  return (
    <BarChart
      h={height}
      data={rows}
      dataKey="day"
      series={series}
      type="stacked"
      valueFormatter={say}
      withLegend
      legendProps={{ verticalAlign: "bottom" }}
      tickLine="none"
      gridAxis="x"
      gridColor="var(--pd-line)"
      textColor="var(--pd-dim)"
      maxBarWidth={24}
      xAxisProps={{ minTickGap: 24 }}
      yAxisProps={{ width: 60, allowDecimals: false, interval: 0 }}
      barChartProps={{ accessibilityLayer: false, stackOffset: "sign" }}
      barProps={{ isAnimationActive: false }}
    />
  );
}
