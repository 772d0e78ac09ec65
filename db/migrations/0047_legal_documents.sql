-- The foreign keys lock customers for an instant.
SET LOCAL lock_timeout = '5s';--> statement-breakpoint
CREATE TABLE "legal_documents" (
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"markdown" text NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"author_id" integer,
	CONSTRAINT "legal_documents_kind_version_pk" PRIMARY KEY("kind","version"),
	CONSTRAINT "legal_documents_kind" CHECK ("legal_documents"."kind" in ('terms', 'privacy', 'risk', 'refunds')),
	CONSTRAINT "legal_documents_version" CHECK ("legal_documents"."version" > 0),
	CONSTRAINT "legal_documents_text" CHECK (length(trim("legal_documents"."markdown")) between 1 and 50000)
);
--> statement-breakpoint
CREATE TABLE "legal_drafts" (
	"kind" text PRIMARY KEY NOT NULL,
	"markdown" text,
	"version" integer DEFAULT 1 NOT NULL,
	"saved_at" timestamp with time zone,
	"author_id" integer,
	CONSTRAINT "legal_drafts_kind" CHECK ("legal_drafts"."kind" in ('terms', 'privacy', 'risk', 'refunds')),
	CONSTRAINT "legal_drafts_text" CHECK (length(trim("legal_drafts"."markdown")) between 1 and 50000)
);
--> statement-breakpoint
ALTER TABLE "legal_documents" ADD CONSTRAINT "legal_documents_author_id_customers_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_drafts" ADD CONSTRAINT "legal_drafts_author_id_customers_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."customers"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here. Buyers accepted what was published.
CREATE FUNCTION legal_documents_permanent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a published legal document can''t be changed or deleted'
		USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_documents_permanent';
END $$;
--> statement-breakpoint
CREATE TRIGGER legal_documents_permanent BEFORE UPDATE OR DELETE ON legal_documents
	FOR EACH ROW EXECUTE FUNCTION legal_documents_permanent();
--> statement-breakpoint
CREATE TRIGGER legal_documents_not_emptied BEFORE TRUNCATE ON legal_documents
	FOR EACH STATEMENT EXECUTE FUNCTION legal_documents_permanent();
--> statement-breakpoint
INSERT INTO legal_drafts (kind) VALUES ('terms'), ('privacy'), ('risk'), ('refunds');
--> statement-breakpoint
-- A purchase names the version of the terms. Until this release the setting TERMS_VERSION named it: if that ever was a
-- small number, the first version is above it, so that no earlier purchase names a text that its customer didn't see.
INSERT INTO legal_documents (kind, version, markdown)
SELECT 'terms', 1 + coalesce(max(v.name::int), 0), $text$## What you buy

You pay {firm_name} a one-time fee for a trading challenge: an account of the size and in the market you choose, under the rules shown with it. The account size is the balance you trade in the challenge. It isn't a deposit and can't be withdrawn.

## Account rules

The profit target, maximum daily loss, maximum total loss and minimum trading days are those shown at purchase. Breaching a loss limit fails the challenge. Passing a challenge doesn't entitle you to a payout.

## Payment

The price is shown before you pay and is charged once. Card details go to Stripe, our payment provider; we never see your full card number. If you pay from your wallet, the fee is charged to its balance. If a payment fails, no purchase is made.

## Wallet

Your wallet is a balance of your own money for paying challenge fees. You top it up by card. You can withdraw an unused balance by emailing [{support_email}](mailto:{support_email}).

## Delivery

We create your account when your payment is confirmed, usually within a minute. If a challenge that you paid for by card can't be started, the payment is refunded automatically, or our team steps in: your dashboard shows the status. If you paid from your wallet, the fee is returned to it automatically.

## Refunds and disputes

<!-- Adapt: the refund policy says when you grant a refund. The two must agree. -->

To request a refund, email [{support_email}](mailto:{support_email}). Refunds go to the card or wallet you paid with, and a full refund closes the account. While a payment is disputed with your bank, its account is suspended. If the dispute is resolved in our favor, the account reopens; otherwise it's closed.

If a wallet top-up is refunded or disputed after you spent it, your wallet owes the amount it can't cover. The oldest money in a wallet is spent first, and we suspend as many challenges paid from it as it takes for their fees to cover the amount owed. They resume once you repay it or the dispute is resolved in our favor. If the dispute is decided against us, those challenges end and their fees repay the amount owed.

## Risk

Passing a challenge is difficult, and there's no guarantee that you will. Only spend what you can afford to lose. Nothing on these pages is investment advice.

## Records

With each purchase we save the version of these terms, the time, your IP address and your browser, as evidence of your consent.

## Questions

<!-- Adapt: add your company's full name, its registered address, and the law and courts that apply. -->

Email our support team at [{support_email}](mailto:{support_email}).$text$
FROM (
	SELECT terms_version FROM payments UNION ALL SELECT terms_version FROM purchases
	UNION ALL SELECT terms_version FROM prop_accounts
) AS v (name)
WHERE v.name ~ '^[0-9]{1,3}$';
--> statement-breakpoint
INSERT INTO legal_documents (kind, version, markdown) VALUES ('privacy', 1, $text$## Who is responsible

<!-- Adapt: your company's full name and registered address, and your data protection officer if you have one. -->

{firm_name} is responsible for the data described here. For questions and requests, email [{support_email}](mailto:{support_email}).

## What we store

- **Your account**: your email address, and your name and time zone if you enter them. We store only a hash of your password, from which it can't be read.
- **Your sign-ins**: the time, IP address and browser of each, so that you can see and end them, and so that we can recognize a device you've used before.
- **Your purchases**: what you bought, when, at what price and under which rules, the version of the terms you accepted, and the IP address and browser you accepted them from.
- **Your payments**: amounts, times, refunds and disputes, and the brand and last four digits of the card. Your full card number goes to Stripe, and we never see it.
- **Your trading**: the accounts we opened for you, their balances and movements, and their results.
- **Messages**: which emails we sent you and when, and notes that our support team makes about your requests.
- **Our server's log**: the IP address of each request, so that we can find faults and attacks.

## What we use it for

<!-- Adapt: the legal basis of each purpose, if your law asks for it (for example Article 6 GDPR). -->

We use it to open and run the accounts you buy, to take payments and make refunds, to help you when you contact us, to protect your account against other people, to prevent fraud, and to keep the records that tax law requires. We don't sell it, and we don't use it for advertising.

## Who else receives it

<!-- Adapt: name your hosting company, your email provider and your trading platform, and where they process data. -->

- **Stripe** processes card payments. [Stripe's privacy policy](https://stripe.com/privacy) says what it does with your data.
- **The trading platform** where your account is opened receives what it needs to run it.
- **Companies that work for us**, such as those that host our servers and deliver our email.
- **The site or app you signed up through**, if it wasn't ours, receives the status of your purchases and accounts.
- **Your bank**, if you dispute a payment: a record of the purchase and of your consent.

## Cookies

We set cookies that these pages can't do without: one that keeps you signed in, one that recognizes your browser so that other people's failed attempts don't lock you out, and short-lived ones that protect forms and carry messages between pages. There are no cookies for advertising or analytics. Stripe's payment form sets cookies of its own to detect fraud.

## How long we keep it

<!-- Adapt: the periods that your law requires. docs/data-retention.md has those of each table. -->

Ended sign-ins are deleted after 30 days. Records of purchases and payments stay as long as tax law requires. If you delete your account, we remove your email address, name, password and sign-ins a day later; the records of purchases and payments stay, without them.

## Your rights

<!-- Adapt: the rights that your law gives, and the authority that people can complain to. -->

You can download your data as a file and delete your account in your profile, and correct your name and email address there. For anything else, including objections, email us.$text$),
('risk', 1, $text$## What a challenge is

A challenge is a test of your trading under fixed rules, for a fee. The account size is the balance you trade in the challenge; it isn't your money, and you don't deposit it.

## You can lose the fee

Passing a challenge is difficult, and there's no guarantee that you will. Breaching a loss limit ends a challenge, also when it happens within seconds, overnight or because of a gap in prices. The fee isn't returned when a challenge fails. Pay it only if you can afford to lose it, and never with borrowed money.

## Passing isn't income

Passing a challenge doesn't entitle you to a payout, and past results don't say what you'll achieve next time. Don't rely on it as income.

## Markets and systems

Prices move quickly, and leverage makes small moves large. Orders can be filled at another price than the one you saw. Platforms, connections and data feeds can fail, and a position can lose while you can't reach it.

## No advice

Nothing on these pages is investment, legal or tax advice, or an offer to trade for you. Whether a challenge suits you is your decision; if you're unsure, ask an independent adviser.

## Where this is allowed

<!-- Adapt: the countries you don't sell to, the minimum age, and the warnings that your regulator prescribes. -->

You're responsible for knowing whether you may buy a challenge where you live. You must be of legal age.$text$),
('refunds', 1, $text$## How to ask

<!-- Adapt: when you grant a refund, for example within 14 days if no trade was made, and consumers' right of withdrawal where it applies. -->

Email [{support_email}](mailto:{support_email}) with the payment's ID from your dashboard. We look at each request and reply by email.

## Where the money goes

A refund goes to what you paid with: the card, or the wallet. Your bank usually shows a refund to a card within 5 to 10 business days. A full refund closes the account that the payment bought.

## Automatic refunds

- If your payment from a wallet was charged and the account couldn't be created, the fee returns to the wallet automatically.
- If you paid by card and the challenge can't be started, for example because it is no longer sold or has changed, the payment is refunded to the card in full, automatically; or our team steps in, and you get the account or your money back.

## Wallets

You can withdraw an unused balance by emailing us. If a top-up is refunded after you spent it, your wallet owes what it can't cover, and challenges paid from it are suspended until that is repaid.

## What isn't refunded

The fee of a challenge that failed, ended or passed isn't refunded, unless the law says otherwise.

## Disputes with your bank

Contact us first: it's quicker. While a payment is disputed, its account is suspended. If the dispute is decided in our favor, the account reopens; otherwise it's closed.$text$);
--> statement-breakpoint
-- A purchase whose buyer was shown no version records the one in effect.
-- load functions/purchase_challenge.sql d7b70dc91df50208735615ba1c54900df3a82e503bfbaa5d554cf2679ada81d4
