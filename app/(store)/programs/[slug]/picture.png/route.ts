import { ifAvailable } from "@/app/if-available";
import { pathParams } from "@/app/page-params";
import { renderPicture } from "@/app/render-picture";
import { pictureOf } from "@/components/store/program-page/picture-of";
import { findProgramPage } from "@/lib/catalog";
import { clientConfig } from "@/lib/core/client-config";
import { database } from "@/lib/core/database";
import { programParams } from "../program-params";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ slug: string }>;
}

/** The picture of a program in previews of links; the site's where there is no such program, or the trading server is unreachable. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { slug } = await pathParams(programParams, params);
  const page = await ifAvailable(() => findProgramPage(database(), slug));
  const { appUrl, firmName } = clientConfig();
  if (!page) return Response.redirect(new URL("/picture.png", appUrl), 302);
  return renderPicture({ firmName, ...pictureOf(page) });
}
