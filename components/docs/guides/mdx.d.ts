declare module "*.mdx" {
  import type { ReactNode } from "react";
  import type { GuideFacts } from "@/components/docs/guides/guide";

  export const title: string;
  export const lead: string;
  export default function Content(props: GuideFacts): ReactNode;
}
