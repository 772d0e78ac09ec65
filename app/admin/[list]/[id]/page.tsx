import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { adminContext } from "@/app/admin/admin-context";
import { orNotFound } from "@/app/or-not-found";
import { pathParams } from "@/app/page-params";
import { detailPath } from "@/components/admin/console/paths";
import { DetailPage } from "@/components/admin/detail/detail-page";
import { getDetail, purchaseOfChallenge } from "@/lib/console";
import { listName, lists } from "@/lib/console/schemas";

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
  const ctx = await adminContext();
  if (list === "challenges") {
    redirect(detailPath("purchases", (await purchaseOfChallenge(ctx, id)) ?? notFound()));
  }
  const detail = await orNotFound(getDetail(ctx, list, id));
  return <DetailPage detail={detail} />;
}
