import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { pathParams, queryParams } from "@/app/page-params";
import { RuleSetPage } from "@/components/store/rule-set-page";
import { getRuleSet } from "@/lib/catalog";
import { ruleSetParams, ruleSetQuery } from "@/lib/catalog/schemas";
import { database } from "@/lib/core/database";

export const metadata: Metadata = { title: "Rules", robots: { index: false } };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RulesPage({ params, searchParams }: Props) {
  const { id } = await pathParams(ruleSetParams, params);
  const account = await queryParams(ruleSetQuery, searchParams);
  return (
    <RuleSetPage
      ruleSet={await orNotFound(getRuleSet(database(), id, account))}
      account={account}
    />
  );
}
