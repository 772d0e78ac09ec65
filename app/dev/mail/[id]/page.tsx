import type { Metadata } from "next";
import { z } from "zod";
import { orNotFound } from "@/app/or-not-found";
import { pathParams } from "@/app/page-params";
import { MailView } from "@/components/dev/mail-view";
import { readSavedEmail } from "@/lib/emails";

const path = z.object({ id: z.uuid() });

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { subject } = await orNotFound(readSavedEmail((await pathParams(path, params)).id));
  return { title: subject };
}

export default async function SavedEmailPage({ params }: Props) {
  return <MailView mail={await orNotFound(readSavedEmail((await pathParams(path, params)).id))} />;
}
