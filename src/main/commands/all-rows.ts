import type { Page } from '../../ports/index.ts';

const PAGE_ROWS = 1000;

/** Every row of a paged query, page by page: a table may be larger than memory should be. */
export async function* allRows<Row>(query: (page: Page) => Promise<readonly Row[]>): AsyncIterable<Row> {
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const rows = await query({ limit: PAGE_ROWS, offset });
    yield* rows;
    if (rows.length < PAGE_ROWS) return;
  }
}
