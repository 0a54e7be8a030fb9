/**
 * Gives an organisation many more filings than the story tells of: five streams, months since 1980, a hundred of them
 * still open. Of the first hundred sixty are VAT returns of 2025, nearly all finished: enough for a page that is
 * narrowed to those. They are copies of a return that the story tells, with its document, and every list sees them.
 * @param sql a connection of the owner, whom no policy binds
 * @param {{ from?: number, to: number }} numbers both included; one was published every half hour, the first last
 */
export async function addFilings(sql, slug, { from = 1, to }) {
  // What is copied was checked when it was written: checking the references of a million copies takes minutes.
  await sql`set session_replication_role = replica`;
  await sql`
    with original as (
      select f as filing, v as version from filings f
      join organisations o on o.firm_id = f.firm_id and o.id = f.organisation_id
      join filing_versions v on v.firm_id = f.firm_id and v.filing_id = f.id and v.version = f.version
      where o.slug = ${slug} and f.stream = 'vat' and f.state in ('open', 'completed')
        and f.reference not like 'OB-bench-%'
      order by f.published_at desc limit 1),
    numbered as (
      select n, 'OB-bench-' || n as reference, n <= 100 and n % 5 < 3 as usual,
        (array['vat', 'payrollTax', 'ecSalesList', 'corporateIncomeTax', 'annualAccounts'])[1 + n % 5] as stream,
        date '1980-01-01' + (n * 7 % 558) * interval '1 month' as month
      from generate_series(${from}::int, ${to}::int) n),
    told as (
      select reference, n, case when usual then 'vat' else stream end as stream,
        case when n % 47 = 0 and n <= 5000 then 'open' else 'completed' end as state,
        (case when usual then date '2025-01-01' + (n % 12) * interval '1 month' else month end)::date as month
      from numbered),
    copies as (
      insert into filings
      select (copy).* from original cross join lateral (
        select jsonb_populate_record(filing, jsonb_build_object(
          'id', md5((filing).id::text || n)::uuid,
          'reference', reference,
          'stream', stream,
          'period_start', month,
          'period_end', (month + interval '1 month' - interval '1 day')::date,
          'year', extract(year from month)::int,
          'state', state,
          'version', 1,
          'amount', 100000 + n * 100,
          'approve_by', (filing).approve_by + n % 400,
          'published_at', (filing).published_at - n * interval '30 minutes',
          'completed_at', case when state = 'completed' then (filing).published_at end,
          'search_text', lower(stream || ' ' || to_char(month, 'TMMonth YYYY') || ' ' || reference || ' aangifte.pdf')
        )) as copy from told) made
      returning firm_id, id, organisation_id, stream, state, published_at, label, period_start, period_end),
    versions as (
      insert into filing_versions
      select (jsonb_populate_record(version,
        jsonb_build_object('filing_id', c.id, 'version', 1, 'stream', c.stream, 'figures', '[]'::jsonb,
          'label', c.label, 'period_start', c.period_start, 'period_end', c.period_end))).*
      from copies c cross join original)
    insert into filing_approvers (firm_id, filing_id, version, seat, organisation_id, stream, turn, acted_at)
    select firm_id, id, 1, 0, organisation_id, stream, case when state = 'open' then 'asked' else 'approved' end, published_at
    from copies`;
  await sql`reset session_replication_role`;
  // As autovacuum would have done by the time that there are as many.
  await sql`vacuum analyze`;
}

/** Filings of the story, the newest of their kind, and what the completed one was decided with. */
export async function storyIds(sql, slug) {
  const newest = async (state) => {
    const [row] = await sql`
      select f.id, d.challenge_id from filings f
      join organisations o on o.firm_id = f.firm_id and o.id = f.organisation_id
      left join decisions d on d.firm_id = f.firm_id and d.filing_id = f.id and d.version = f.version
        and d.account_id = (select id from accounts where firm_id = f.firm_id and email = 'marieke@korenaar.example')
      where o.slug = ${slug} and f.state = ${state} and f.reference not like 'OB-bench-%'
        and (f.state = 'open' or d.id is not null)
      order by f.published_at desc limit 1`;
    return row;
  };
  const completed = await newest("completed");
  const [vat] = await sql`select max(f.year) as year from filings f
    join organisations o on o.firm_id = f.firm_id and o.id = f.organisation_id
    where o.slug = ${slug} and f.stream = 'vat' and f.state = 'completed' and f.reference not like 'OB-bench-%'`;
  return {
    open: (await newest("open")).id,
    completed: completed.id,
    challenge: completed.challenge_id,
    year: vat.year,
  };
}
