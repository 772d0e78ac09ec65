import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Profile } from "@/components/profile/profile";
import { profilePath } from "@/components/ui/places";
import { readProfile } from "@/lib/auth";
import { withReturn } from "@/lib/client/return-path";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { readableEmail } from "@/lib/readable-email";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", profilePath));
  const profile = await readProfile(ctx);
  return <Profile profile={{ ...profile, email: readableEmail(profile.email) }} />;
}
