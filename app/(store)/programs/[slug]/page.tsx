import type { Metadata } from "next";
import { pathParams, queryParams } from "@/app/page-params";
import { publicPage } from "@/app/public-page";
import { ProgramUnavailable } from "@/components/challenge-purchase/program-unavailable";
import { programPath } from "@/components/store/program";
import { describeProgram, programTitle } from "@/components/store/program-page/describe-program";
import { JsonLd } from "@/components/store/program-page/json-ld";
import {
  defaultOffer,
  isForSale,
  marketsOf,
  offersOf,
  programName,
} from "@/components/store/program-page/program-offers";
import { programQuestions } from "@/components/store/program-page/program-questions";
import { ProgramView } from "@/components/store/program-page/program-view";
import { structuredData } from "@/components/store/program-page/structured-data";
import { pageAddress } from "@/lib/api/page-context";
import { clientConfig } from "@/lib/core/client-config";
import { allowCaching } from "@/lib/http/page-cache";
import { programParams, programQuery } from "./program-params";
import { readProgram } from "./read-program";

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await readProgram((await pathParams(programParams, params)).slug);
  if (!page) return { title: "Not available right now", robots: { index: false } };
  const { program } = page;
  const offers = offersOf(page);
  const offer = defaultOffer(offers);
  const name = programName(program, offers);
  return {
    ...publicPage({
      path: programPath(program),
      title: programTitle(name),
      description: describeProgram(offer),
      picture: { path: `${programPath(program)}/picture.png`, alt: name },
    }),
    ...(!isForSale(offer) && { robots: { index: false } }),
  };
}

export default async function ProgramPage({ params, searchParams }: Props) {
  const { slug } = await pathParams(programParams, params);
  const query = await queryParams(programQuery, searchParams);
  const page = await readProgram(slug);
  if (!page) return <ProgramUnavailable />;
  const { program } = page;
  const offers = offersOf(page);
  const offer = defaultOffer(offers);
  const selected = offers.find(({ id }) => id === query.size) ?? offer;
  const markets = marketsOf(selected);
  const isAsAddressed = (await pageAddress()) === programPath(program);
  if (page.version && isAsAddressed && isForSale(selected)) allowCaching(page.version);
  const { appUrl, firmName } = clientConfig();
  const absolute = (path: string) => new URL(path, appUrl).href;
  return (
    <>
      <JsonLd
        data={structuredData({
          firmName,
          program,
          offers,
          name: programName(program, offers),
          url: absolute(programPath(program)),
          image: absolute(`${programPath(program)}/picture.png`),
          store: absolute("/"),
          description: describeProgram(offer),
          questions: programQuestions(offer),
        })}
      />
      <ProgramView
        program={program}
        offers={offers}
        selected={selected}
        market={markets.find((market) => market === query.market) ?? markets[0]}
        walletCurrencies={page.walletCurrencies}
      />
    </>
  );
}
