import type { Metadata } from "next";
import { connection } from "next/server";
import { orNotFound } from "@/app/or-not-found";
import { MailList } from "@/components/dev/mail-list";
import { listSavedEmails } from "@/lib/emails";

export const metadata: Metadata = { title: "Email" };

export default async function MailPage() {
  await connection();
  return <MailList mails={await orNotFound(listSavedEmails())} />;
}
