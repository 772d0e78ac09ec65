import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { withReturn } from "@/components/client/return-path";
import { Profile } from "@/components/profile/profile";
import { profilePath } from "@/components/ui/nav-items";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { readProfile } from "@/lib/auth";
import { readableEmail } from "@/lib/core/readable-email";
import { timeZones } from "@/lib/core/time-zone";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const ctx = await pageContext();
  if (!signedInCustomer(ctx)) redirect(withReturn("/sign-in", profilePath));
  const profile = await readProfile(ctx);
  return (
    <Profile profile={{ ...profile, email: readableEmail(profile.email) }} timeZones={timeZones} />
  );
}
