import type { Metadata } from "next";
import { connection } from "next/server";
import { MailList } from "@/components/dev/mail-list";
import { listKeptMail } from "@/lib/mail";
import { orNotFound } from "./or-not-found";

export const metadata: Metadata = { title: "E-mail" };

export default async function MailPage() {
  await connection();
  return <MailList mails={await orNotFound(listKeptMail())} />;
}
