import type { Metadata } from "next";
import { GuidePage } from "./guide-page";

export const metadata: Metadata = { title: "Documentation" };

export default function Page() {
  return <GuidePage slug="" />;
}
