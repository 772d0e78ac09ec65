import type { ReactNode } from "react";
import { z } from "zod";
import { pathParams } from "@/app/page-params";
import { tierParams } from "@/lib/catalog/schemas";
import { readTier } from "./read-tier";

const path = z.object({ tierId: tierParams.shape.id });

interface Props {
  params: Promise<{ tierId: string }>;
  children: ReactNode;
}

/**
 * Redirects, and answers 404 for an unknown tier. A layout, because both must happen outside the boundary of
 * `loading.tsx`: once its skeleton is sent, so is the status 200.
 */
export default async function Layout({ params, children }: Props) {
  await readTier((await pathParams(path, params)).tierId);
  return children;
}
