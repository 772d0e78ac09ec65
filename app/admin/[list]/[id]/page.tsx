import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DetailPage } from "@/components/admin/detail/detail-page";
import { getDetail } from "@/lib/console";
import { listName, lists } from "@/lib/console/schemas";
import { AppError } from "@/lib/errors";
import { pageContext, signedIn } from "@/lib/http/page-context";

interface Props {
  params: Promise<{ list: string; id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { list, id } = await params;
  const name = listName.safeParse(list);
  return { title: name.success ? `${lists[name.data].title}: ${id}` : "Not found" };
}

export default async function ConsoleDetailPage({ params }: Props) {
  const { list, id } = await params;
  const name = listName.safeParse(list);
  const ctx = await pageContext();
  if (!name.success || signedIn(ctx)?.role !== "admin") notFound();
  const detail = await getDetail(ctx, name.data, decodeURIComponent(id)).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  return <DetailPage detail={detail} />;
}
