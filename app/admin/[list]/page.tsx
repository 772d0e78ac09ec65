import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { adminContext } from "@/app/admin/admin-context";
import { pathParams, queryParams } from "@/app/page-params";
import { ConsoleList } from "@/components/admin/console/console-list";
import { listPath } from "@/components/admin/console/paths";
import { countList, listConsole, readListQuery } from "@/lib/console";
import { type ListView, listName, lists } from "@/lib/console/schemas";
import { AppError } from "@/lib/core/errors";

const path = z.object({ list: listName });
// Which parameters there are depends on the list, which parses them.
const parameters = z.record(z.string(), z.string());

interface Props {
  params: Promise<{ list: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: lists[(await pathParams(path, params)).list].title };
}

export default async function ListPage({ params, searchParams }: Props) {
  const { list } = await pathParams(path, params);
  const ctx = await adminContext();
  const view: ListView = lists[list];
  const sent = await queryParams(parameters, searchParams);
  // Challenges have no list of their own any more.
  if (list === "challenges") {
    const { q, customer, period, from, to } = sent;
    redirect(listPath("purchases", { q, customer, period, from, to }));
  }
  const values = Object.keys(sent).length === 0 ? { ...view.opensWith } : sent;
  const { cursor, ...query } = values;
  try {
    const read = readListQuery(list, values);
    const [page, total] = await Promise.all([
      listConsole(ctx, list, read),
      countList(ctx, list, read),
    ]);
    return <ConsoleList name={list} query={query} page={page} total={total} isFirst={!cursor} />;
  } catch (error) {
    // An address that was edited by hand has a filter that doesn't exist.
    if (error instanceof AppError && error.code === "INVALID_REQUEST") notFound();
    throw error;
  }
}
