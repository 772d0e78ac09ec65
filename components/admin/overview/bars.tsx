"use client";

import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";

/** A series of a chart: its name in the legend and the tooltip, and its colour. */
export interface Series {
  name: string;
  color: string;
}

interface Props {
  /** A row for each day: its name under `day`, and a number for each series. */
  rows: Record<string, string | number>[];
  series: Series[];
  height: number;
  /** Formats the numbers of the axis and the tooltip. */
  format: (value: number) => string;
}

/** Stacked bars by day; negative numbers hang down. Only `DayChart` loads it, so that pages without a chart don't load the library. */
export default function Bars({ rows, series, height, format }: Props) {
  return (
    <BarChart
      h={height}
      data={rows}
      dataKey="day"
      series={series}
      type="stacked"
      valueFormatter={format}
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
