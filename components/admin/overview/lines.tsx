"use client";

import { LineChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import type { Series } from "./bars";

interface Props {
  /** A row for each day: its name under `day`, and a number for each series; null is a gap. */
  rows: Record<string, string | number | null>[];
  series: Series[];
  height: number;
  /** Formats the numbers of the axis and the tooltip. */
  format: (value: number) => string;
}

/** Lines by day. Only `WaitChart` loads it, as `DayChart` does `Bars`. */
export default function Lines({ rows, series, height, format }: Props) {
  return (
    <LineChart
      h={height}
      data={rows}
      dataKey="day"
      series={series}
      curveType="linear"
      connectNulls={false}
      valueFormatter={format}
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
