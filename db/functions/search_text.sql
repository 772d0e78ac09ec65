-- A text as it is searched: without accents and in lower case. Letters such as ø have no accent to leave out, so they are
-- replaced. The index customers_search has its results: to change it, create another function and another index.
create or replace function search_text(value text) returns text
	language sql immutable strict parallel safe
as $$
	select lower(translate(
		case when octet_length(value) > char_length(value) then regexp_replace(normalize(value, nfd), '[\u0300-\u036f]', '', 'g') else value end,
		'ØøŁłĐđÐðĦħıŊŋŦŧ', 'OoLlDdDdHhiNnTt'
	))
$$;
