import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, describe, test } from 'vitest';
import { axisTo } from '../../../src/bench/chart/axis.ts';
import { checkChartPath, peersChart, stagesChart, writeChart } from '../../../src/bench/index.ts';
import { Decoder } from '../../../src/pixels/decode/index.ts';
import { benchReport, benchResult, peerResult } from '../../support/bench-report.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-chart-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Parses a chart; anything that is not well-formed fails. */
function parse(svg: string): { root: Element; texts: string[]; all: (name: string) => Element[] } {
  const parser = new DOMParser({
    onError: (level, message) => {
      if (level === 'warning' && message.includes('replacement character')) return;
      throw new Error(`${level}: ${message}`);
    },
  });
  const root = parser.parseFromString(svg, 'image/svg+xml').documentElement!;
  const all = (name: string): Element[] => [...root.getElementsByTagName(name)];
  return { root, texts: all('text').map((element) => element.textContent ?? ''), all };
}

const number = (element: Element, name: string): number => Number(element.getAttribute(name));

describe('the chart of the stages', () => {
  test('should be an SVG of its own, with every label as text', () => {
    const { root, texts, all } = parse(stagesChart(benchReport()));
    assert.equal(root.namespaceURI, 'http://www.w3.org/2000/svg');
    const expected = [
      ...['exact, B = 96, m = 0', 'exact, B = 224, m = none', '1.40 ms, 714 images/s', 'CPU milliseconds per image'],
      ...['decode the region', 'crop, resize, flip', 'RandAugment', 'low-frequency crop'],
      'decoding the region alone, 0.71 ms',
      'decoding at 1/8 scale (entropy decoding alone), 0.60 ms',
      '200 images, mean 75.8 kB; median and quartiles of 8 repetitions',
      'photos & <more>; one core of A CPU <fast> & "new"',
      ...['0.0', '0.5', '1.0', '0.70', '0.25'],
    ];
    for (const label of expected) assert.ok(texts.includes(label), `${label} is not among ${texts.join(' | ')}`);
    assert.equal(all('title').length, 1);
    // Nothing is fetched: no links, no scripts, no fonts.
    for (const name of ['image', 'script', 'a', 'use', 'foreignObject']) assert.equal(all(name).length, 0, name);
  });

  test('bars should be stacked to the scale of the axis, and lines stand at the floors', () => {
    const { all } = parse(stagesChart(benchReport({ results: [benchResult({})] })));
    const bars = all('rect').filter((rect) => rect.getAttribute('height') === '26');
    const scale = number(bars[0]!, 'width') / 0.7;
    for (const [k, [start, value]] of [
      [0, 0.7] as const,
      [0.7, 0.3] as const,
      [1, 0.15] as const,
      [1.15, 0.25] as const,
    ].entries()) {
      assert.ok(Math.abs(number(bars[k]!, 'width') - scale * value) < 0.1, `width ${k}`);
      assert.ok(Math.abs(number(bars[k]!, 'x') - number(bars[0]!, 'x') - scale * start) < 0.1, `x ${k}`);
    }
    const floors = all('line').filter((line) => line.getAttribute('x1') === line.getAttribute('x2'));
    const at = (dashes: string): number =>
      (number(floors.find((line) => line.getAttribute('stroke-dasharray') === dashes)!, 'x1') - number(bars[0]!, 'x')) /
      scale;
    assert.ok(Math.abs(at('7 4') - 0.71) < 1e-3 && Math.abs(at('2 3') - 0.6) < 1e-3);
  });

  test('everything should lie inside the picture, however long the names', () => {
    const { data } = benchReport();
    const name = 'a/long/path'.repeat(30);
    for (const svg of [stagesChart(benchReport({ data: { ...data, name } })), peersChart([peerResult({ name })])]) {
      const { root, texts, all } = parse(svg);
      const [width, height] = [number(root, 'width'), number(root, 'height')];
      for (const rect of all('rect')) {
        assert.ok(number(rect, 'x') >= 0 && number(rect, 'x') + number(rect, 'width') <= width + 0.01);
        assert.ok(number(rect, 'y') >= 0 && number(rect, 'y') + number(rect, 'height') <= height + 0.01);
      }
      for (const text of all('text')) assert.ok(number(text, 'x') >= 0 && number(text, 'y') < height);
      assert.ok(texts.every((text) => text.length < 120) && texts.some((text) => text.startsWith('a/long')));
      assert.ok(
        Math.max(
          ...all('rect')
            .slice(1)
            .map((rect) => number(rect, 'width')),
        ) > 100,
      );
    }
  });

  test('without a floor there should be no line of it', () => {
    const floors = {
      region_ms: 2,
      entropy_ms: null,
      quartiles: { region_ms: [2, 2] as [number, number], entropy_ms: null },
    };
    const results = [benchResult({ decode_floor_ms: null, times_entropy_decode: null })];
    const { texts, all } = parse(stagesChart(benchReport({ floors, results })));
    assert.ok(!texts.some((text) => text.includes('1/8')));
    assert.ok(!all('line').some((line) => line.getAttribute('stroke-dasharray') === '2 3'));
  });

  test('light and dark readers should each get ink that stands out from the panel', () => {
    const [style] = parse(stagesChart(benchReport())).all('style');
    const [light, dark] = style!.textContent!.split('@media (prefers-color-scheme: dark)') as [string, string];
    for (const sheet of [light, dark]) {
      const color = (rule: string): string =>
        new RegExp(`${rule} \\{[^}]*(?:fill|stroke): (#[0-9a-f]{6})`).exec(sheet)![1]!;
      for (const ink of ['text', '\\.note', '\\.ink']) {
        assert.ok(contrast(color(ink), color('\\.panel')) >= 4.5, `${ink} on the panel`);
      }
    }
  });
});

/** Contrast ratio of WCAG 2; text needs 4.5. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const linear = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}

describe('the chart of the peers', () => {
  const peers = [
    peerResult({ bandwidth: 96, magnitude: 0 }),
    peerResult({ name: 'timm + Pillow', cpu_ms_per_image: 3.85, bandwidth: 96, magnitude: 0 }),
    peerResult({ bandwidth: 224, magnitude: null, cpu_ms_per_image: 1.7 }),
  ];

  test('should have a group for each stage and a bar for each peer', () => {
    const { texts, all } = parse(peersChart(peers));
    for (const label of ['B = 96, m = 0', 'B = 224, m = none', 'timm + Pillow', '3.85 ms; 1207 images/s, 2 workers']) {
      assert.ok(texts.includes(label), label);
    }
    assert.equal(texts.filter((text) => text === 'Crescendo').length, 2);
    const bars = all('rect').filter((rect) => rect.getAttribute('height') === '18');
    assert.ok(Math.abs(number(bars[1]!, 'width') / number(bars[0]!, 'width') - 3.85 / 1.62) < 1e-3);
    assert.equal(bars[0]!.getAttribute('fill'), bars[2]!.getAttribute('fill'));
    assert.notEqual(bars[0]!.getAttribute('fill'), bars[1]!.getAttribute('fill'));
  });

  test('should do without stages, and with any name', () => {
    const { texts } = parse(peersChart([peerResult({ name: ']]> & <b>"\'\u0000\ud800' })]));
    assert.ok(texts.includes(']]> & <b>"\'\ufffd\ufffd'));
    assert.ok(!texts.some((text) => text.startsWith('B =')));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (name) => {
        const label = parse(peersChart([peerResult({ name })])).texts.find((text) => text === name);
        // The parser turns U+2028 into a line end, as in XML 1.1.
        assert.ok(label !== undefined || /[\p{Cc}\u2028\ufffe\uffff]/u.test(name), JSON.stringify(name));
      }),
    );
  });
});

test('an axis should begin at 0, hold what it must, and have few round marks', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (largest) => {
      const { x, ticks } = axisTo(largest, 100, 500);
      assert.deepEqual([ticks[0], x(0)], [0, 100]);
      assert.ok(x(largest) <= 600 + 1e-6 && x(largest) > 350, `${largest} is at ${x(largest)}`);
      assert.ok(ticks.length >= 4 && ticks.length <= 9, String(ticks));
      assert.ok(/^[125]/.test(ticks[1]!.toExponential(6)), String(ticks[1]));
    }),
  );
});

describe('writing a chart', () => {
  test('should leave SVG as it is, and make a picture of twice the size for PNG', async () => {
    const svg = stagesChart(benchReport());
    await writeChart(join(work, 'a.svg'), svg);
    assert.equal(readFileSync(join(work, 'a.svg'), 'utf8'), svg);
    // The decoders of outside images have blocked libvips' reader of SVG, and it must stay blocked.
    const grey = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    await new Decoder().readHeader(grey);
    await writeChart(join(work, 'a.PNG'), svg);
    const { format, width } = await sharp(readFileSync(join(work, 'a.PNG'))).metadata();
    assert.deepEqual([format, width], ['png', 1800]);
    await assert.rejects(sharp(Buffer.from(svg)).png().toBuffer());
  });

  test('should name what it cannot write', async () => {
    assert.throws(() => checkChartPath('chart.pdf'), {
      reason: 'INVALID_FIELD',
      message: /--chart.*\.svg or \.png.*chart\.pdf/,
    });
    await assert.rejects(writeChart(join(work, 'none', 'a.svg'), ''), { reason: 'PATH', message: /none\/a\.svg/ });
  });
});
