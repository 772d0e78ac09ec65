import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { pathParams, queryParams } from "@/app/page-params";
import { ConsoleList } from "@/components/admin/console/console-list";
import { listConsole, readListQuery } from "@/lib/console";
import { listName, lists } from "@/lib/console/schemas";
import { AppError } from "@/lib/errors";
import { pageContext, signedIn } from "@/lib/http/page-context";

const path = z.object({ list: listName });
// Which there are depends on the list: it parses them by itself.
const query = z.record(z.string(), z.string());

interface Props {
  params: Promise<{ list: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: lists[(await pathParams(path, params)).list].title };
}

export default async function ListPage({ params, searchParams }: Props) {
  const { list } = await pathParams(path, params);
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  const sent = await queryParams(query, searchParams);
  const { cursor, ...asked } = sent;
  try {
    const page = await listConsole(ctx, list, readListQuery(list, sent));
    return <ConsoleList name={list} asked={asked} page={page} isFirst={!cursor} />;
  } catch (error) {
    // An address that was mended by hand and asks for what isn't there.
    if (error instanceof AppError && error.code === "INVALID_REQUEST") notFound();
    throw error;
  }
}
