import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Frame } from "@/app/frame";

/** Each of these pages has as many addresses as there are pages to return to. */
export const metadata: Metadata = { robots: { index: false } };

export default function Layout({ children }: { children: ReactNode }) {
  return <Frame>{children}</Frame>;
}
