import { guideComponents } from "@/components/docs/guides/components";

/** The components of every MDX file. Next.js and the tests' compiler look for this file and name. */
export const useMDXComponents = () => guideComponents;
