-- A JSON value as canonical JSON (RFC 8785), whose names are ASCII and whose numbers are whole: what `canonicalRules` in
-- lib/rules/hash.ts makes of a rule set.
create or replace function canonical_json(value jsonb) returns text
	language plpgsql immutable strict parallel safe
as $$
begin
	return case jsonb_typeof(value)
		when 'object' then (
			select '{' || coalesce(string_agg(to_json(key)::text || ':' || canonical_json(item), ',' order by key collate "C"), '') || '}'
			from jsonb_each(value) as field(key, item))
		when 'array' then (
			select '[' || coalesce(string_agg(canonical_json(item), ',' order by position), '') || ']'
			from jsonb_array_elements(value) with ordinality as element(item, position))
		else value::text
	end;
end $$;
