"use client";

import { Skeleton } from "@mantine/core";
import dynamic from "next/dynamic";
import type { Series } from "./bars";
import { dayName, durationName } from "./days";

const HEIGHT = 200;

const Lines = dynamic(() => import("./lines"), {
  ssr: false,
  loading: () => <Skeleton h={HEIGHT} radius="md" />,
});

interface Props {
  /** Seconds by day; null on a day without a number. */
  rows: Record<string, string | number | null>[];
  series: Series[];
}

/** A chart of the durations under it, so it is hidden from screen readers. */
export const WaitChart = ({ rows, series }: Props) => (
  <div aria-hidden style={{ minHeight: HEIGHT }}>
    <Lines
      rows={rows.map(({ day, ...row }) => ({ ...row, day: dayName(String(day)) }))}
      series={series}
      height={HEIGHT}
      format={durationName}
    />
  </div>
);
