"use client";

import { Skeleton } from "@mantine/core";
import dynamic from "next/dynamic";
import { formatMoney } from "@/lib/core/money";
import type { Series } from "./bars";
import { dayName } from "./days";

const HEIGHT = 200;

const Bars = dynamic(() => import("./bars"), {
  ssr: false,
  loading: () => <Skeleton h={HEIGHT} radius="md" />,
});

interface Props {
  rows: Record<string, string | number>[];
  series: Series[];
  /** The currency of numbers in minor units; null for counts. */
  currency: string | null;
}

/** A chart of the numbers under it, so it is hidden from screen readers. */
export function DayChart({ rows, series, currency }: Props) {
  const format = (value: number) =>
    currency === null
      ? value.toLocaleString("en-US")
      : formatMoney(value, currency).replace(".00", "");
  return (
    <div aria-hidden style={{ minHeight: HEIGHT }}>
      <Bars
        rows={rows.map(({ day, ...row }) => ({ ...row, day: dayName(String(day)) }))}
        series={series}
        height={HEIGHT}
        format={format}
      />
    </div>
  );
}
