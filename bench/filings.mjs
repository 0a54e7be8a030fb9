/**
 * Gives an organisation many more filings than the story tells of, one in fifty of them still open. They are
 * copies of one that the story tells, with its document: lists, counts and comparisons see them.
 * @param sql a connection of the owner, whom no policy binds
 */
export async function addFilings(sql, slug, count) {
  await sql`
    with copies as (
      insert into filings
      select (copy).* from (
        select jsonb_populate_record(f, jsonb_build_object(
          'id', md5(f.id::text || n)::uuid,
          'reference', 'OB-bench-' || n,
          'period_start', month::date,
          'period_end', (month + interval '1 month' - interval '1 day')::date,
          'year', extract(year from month)::int,
          'state', case when n % 50 = 0 then 'open' else 'completed' end,
          'amount', f.amount + n * 100,
          'approve_by', f.approve_by + (n % 400)::int,
          'published_at', f.published_at - n * interval '7 hours',
          'completed_at', case when n % 50 = 0 then null else f.published_at end)) as copy
        from generate_series(1, ${count}::int) n
        cross join lateral (select date '1980-01-01' + (n % 520) * interval '1 month' as month) m
        cross join (select f.* from filings f join organisations o on o.firm_id = f.firm_id and o.id = f.organisation_id
          where o.slug = ${slug} and f.state = 'open' and f.stream = 'vat' order by f.published_at desc limit 1) f) made
      returning firm_id, id, organisation_id, stream, state, published_at),
    versions as (
      insert into filing_versions
      select (copy).* from (
        select jsonb_populate_record(v, jsonb_build_object('filing_id', c.id, 'version', 1)) as copy
        from copies c cross join (select v.* from filing_versions v join filings f on f.firm_id = v.firm_id and f.id = v.filing_id
          join organisations o on o.firm_id = f.firm_id and o.id = f.organisation_id
          where o.slug = ${slug} and f.state = 'open' and f.stream = 'vat' order by f.published_at desc limit 1) v) made)
    insert into filing_approvers (firm_id, filing_id, version, seat, organisation_id, stream, turn, acted_at)
    select firm_id, id, 1, 0, organisation_id, stream, case when state = 'open' then 'asked' else 'approved' end, published_at
    from copies`;
  // As autovacuum would have done by the time that there are as many.
  await sql`vacuum analyze`;
}

/** The id of a filing of the story in this state, the newest. */
export async function filingId(sql, slug, state) {
  const [row] = await sql`
    select f.id from filings f join organisations o on o.firm_id = f.firm_id and o.id = f.organisation_id
    where o.slug = ${slug} and f.state = ${state} and f.reference not like 'OB-bench-%'
    order by f.published_at desc limit 1`;
  return row.id;
}
