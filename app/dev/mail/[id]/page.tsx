import type { Metadata } from "next";
import { z } from "zod";
import { pathParams } from "@/app/page-params";
import { MailView } from "@/components/dev/mail-view";
import { readKeptMail } from "@/lib/mail";
import { orNotFound } from "../or-not-found";

const path = z.object({ id: z.uuid() });

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { subject } = await orNotFound(readKeptMail((await pathParams(path, params)).id));
  return { title: subject };
}

export default async function KeptMailPage({ params }: Props) {
  return <MailView mail={await orNotFound(readKeptMail((await pathParams(path, params)).id))} />;
}
