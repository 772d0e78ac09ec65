import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { pathParams } from "@/app/page-params";
import { DetailPage } from "@/components/admin/detail/detail-page";
import { getDetail } from "@/lib/console";
import { listName, lists } from "@/lib/console/schemas";
import { AppError } from "@/lib/errors";
import { pageContext, signedIn } from "@/lib/http/page-context";

const path = z.object({ list: listName, id: z.string().min(1).max(300) });

interface Props {
  params: Promise<{ list: string; id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { list, id } = await pathParams(path, params);
  return { title: `${lists[list].title}: ${id}` };
}

export default async function ConsoleDetailPage({ params }: Props) {
  const { list, id } = await pathParams(path, params);
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  const detail = await getDetail(ctx, list, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  return <DetailPage detail={detail} />;
}
