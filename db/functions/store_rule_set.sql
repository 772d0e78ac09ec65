-- Stores a rule set, unless it is there, and returns its id: the SHA-256 of its canonical JSON.
create or replace function store_rule_set(rules jsonb) returns text
	language plpgsql
as $$
declare
	hash text := encode(sha256(convert_to(canonical_json(rules), 'UTF8')), 'hex');
begin
	insert into rule_sets values (hash, store_rule_set.rules) on conflict do nothing;
	return hash;
end $$;
