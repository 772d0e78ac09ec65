"use client";

import { LineChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import type { Series } from "./bars";

interface Props {
  /** A row for each day: its name under `day`, and what each series has; nothing is a gap. */
  rows: Record<string, string | number | null>[];
  series: Series[];
  height: number;
  /** A number of the axis and of the tooltip in words. */
  say: (value: number) => string;
}

/** Lines by day. Loaded by `WaitChart` alone, as `Bars` is by `DayChart`. */
export default function Lines({ rows, series, height, say }: Props) {
  return (
    <LineChart
      h={height}
      data={rows}
      dataKey="day"
      series={series}
      curveType="linear"
      connectNulls={false}
      valueFormatter={say}
      withLegend
      legendProps={{ verticalAlign: "bottom" }}
      tickLine="none"
      gridAxis="x"
      gridColor="var(--pd-line)"
      textColor="var(--pd-dim)"
      dotProps={{ r: 2 }}
      xAxisProps={{ minTickGap: 24 }}
      yAxisProps={{ width: 80, interval: 0 }}
      lineChartProps={{ accessibilityLayer: false }}
      lineProps={{ isAnimationActive: false }}
    />
  );
}
