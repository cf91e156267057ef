import { describe, expect, it } from 'vitest';
import { aReport, aReportTrade, unclosedElements } from '../testing.ts';
import { reportHtml } from './index.ts';

const withoutVoids = (html: string) => html.replace(/<!doctype html>|<meta [^>]*>/g, '');

describe('the page of a report', () => {
  const report = aReport({ denials: [{ code: 'maxDrawdown', count: 1234 }] });
  const html = reportHtml(report);

  it('carries everything itself and runs nothing', () => {
    expect(html).not.toMatch(/<script|\son[a-z]+=|<link|<img|@import|url\(/i);
    const addresses = [...html.matchAll(/https?:\/\/[^"'\s<]+/g)].map(([address]) => address);
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org/2000/svg']));
    expect(html).toContain("default-src 'none'");
  });

  it('is well-formed and holds no number that is none', () => {
    expect(unclosedElements(withoutVoids(html))).toEqual([]);
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('explains every metric behind its name', () => {
    for (const { title, definition } of report.metrics) {
      const escaped = definition.replaceAll("'", '&#39;');
      expect(html).toContain(`<abbr title="${escaped}`);
      expect(html).toContain(`>${title}</abbr>`);
    }
  });

  it('has picture, months, trades, the open position, denials and setup', () => {
    for (const text of [
      '<svg',
      'Returns by month',
      '2021',
      'Still open at the end',
      'max drawdown',
      '1,234',
      'btc.csv',
    ]) {
      expect(html).toContain(text);
    }
    expect(html).toContain('too few to tell skill from luck');
  });
});

it('colours months by sign and size', () => {
  const months = [0.2, -0.05, 0.01, 0, null, null, null, null, null, null, null, null];
  const html = reportHtml(aReport({ months: [{ year: 2021, months, total: 0.15 }] }));
  const cells = [
    '<td class="n h3u">20.00</td>',
    '<td class="n h2d">-5.00</td>',
    '<td class="n h1u">1.00</td>',
    '<td class="n">0.00</td>',
    '<td></td>',
  ];
  expect(html).toContain(cells.join(''));
});

it('shows the last 500 trades and says how many there are', () => {
  const trades = Array.from({ length: 1234 }, (_, i) => aReportTrade({ entryReason: `why ${i}.` }));
  const html = reportHtml(aReport({ trades }));
  expect(html).toContain('The last 500 of 1,234 trades');
  expect(html.match(/why \d+\./g)).toHaveLength(500);
  expect(html).toContain('why 1233.');
});

it('texts cannot become markup', () => {
  const bad = '<img src=x onerror=alert(1)>"\'';
  const report = aReport({
    trades: [aReportTrade({ entryReason: bad, symbol: bad })],
    notices: [{ code: bad, count: 1, first: bad }],
  });
  const run = { ...report.run, strategy: bad, symbols: [bad], parameters: { [bad]: bad }, files: [bad], quote: bad };
  const html = reportHtml({ ...report, run });
  expect(html).not.toContain('<img');
  expect(unclosedElements(withoutVoids(html))).toEqual([]);
});
