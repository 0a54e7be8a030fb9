/**
 * Gives an organisation many more filings than the story tells of, one in fifty of them still open. They are
 * copies of one that the story tells, without documents: lists, counts and comparisons see them.
 * @param sql a connection of the owner, whom no policy binds
 */
export async function addFilings(sql, slug, count) {
  await sql`
    insert into filings (firm_id, id, organisation_id, stream, reference, period_start, period_end, state, version,
      amount, approve_by, file_by, pay_by, published_by, published_at, completed_at)
    select f.firm_id, md5(f.id::text || n)::uuid, f.organisation_id, f.stream, 'OB-bench-' || n, month, month + interval '1 month'
      - interval '1 day', case when n % 50 = 0 then 'open' else 'completed' end, 1, f.amount + n * 100, f.approve_by
      + (n % 400)::int, f.file_by, f.pay_by, f.published_by, f.published_at - n * interval '7 hours',
      case when n % 50 = 0 then null else f.published_at end
    from generate_series(1, ${count}::int) n
    cross join lateral (select date '1980-01-01' + (n % 520) * interval '1 month' as month) m
    cross join (select f.* from filings f join organisations o on o.firm_id = f.firm_id and o.id = f.organisation_id
      where o.slug = ${slug} and f.state = 'open' order by f.published_at desc limit 1) f`;
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
