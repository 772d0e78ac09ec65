import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsoleList } from "@/components/admin/console/console-list";
import { listConsole, readListQuery } from "@/lib/console";
import { listName, lists } from "@/lib/console/schemas";
import { AppError } from "@/lib/errors";
import { pageContext, signedIn } from "@/lib/http/page-context";

interface Props {
  params: Promise<{ list: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = listName.safeParse((await params).list);
  return { title: name.success ? lists[name.data].title : "Not found" };
}

export default async function ListPage({ params, searchParams }: Props) {
  const name = listName.safeParse((await params).list);
  const ctx = await pageContext();
  if (!name.success || signedIn(ctx)?.role !== "admin") notFound();
  const { cursor, ...asked } = await searchParams;
  const sent = Object.entries(asked).filter(
    ([, value]) => typeof value === "string" && value !== "",
  );
  try {
    const query = readListQuery(
      name.data,
      Object.fromEntries(cursor ? [...sent, ["cursor", cursor]] : sent),
    );
    const page = await listConsole(ctx, name.data, query);
    const words = Object.fromEntries(sent) as Record<string, string>;
    return <ConsoleList name={name.data} asked={words} page={page} isFirst={!cursor} />;
  } catch (error) {
    // An address that was mended by hand and asks for what isn't there.
    if (error instanceof AppError && error.code === "INVALID_REQUEST") notFound();
    throw error;
  }
}
