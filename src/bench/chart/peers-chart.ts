import type { PeerResult } from '../report.ts';
import { type Axis, axisTo, drawAxis } from './axis.ts';
import { box, document, label } from './svg.ts';
import { fitText, textWidth } from './text.ts';

const WIDTH = 900;
const MARGIN = 20;
const HEAD = 62;
const GROUP = 30;
const ROW = 26;
const BAR = 18;
const FOOT = 54;
/** The most room for a name; the bars need room too. */
const NAME_WIDTH = 330;
/** The first name of the list, and the others. */
const FIRST = '#3a6ea5';
const OTHER = '#9a938a';

/**
 * A bar for each peer, in groups by stage where the results name one. The first peer of the list has a colour of its
 * own. Returns an SVG document.
 *
 * @param peers one or more
 */
export function peersChart(peers: readonly PeerResult[]): string {
  const groups = groupByStage(peers);
  const left = MARGIN + 10 + Math.min(NAME_WIDTH, Math.max(...peers.map(({ name }) => textWidth(name))));
  const right = MARGIN + 10 + Math.max(...peers.map((peer) => textWidth(figures(peer))));
  const axis = axisTo(Math.max(...peers.map((peer) => peer.cpu_ms_per_image)), left, WIDTH - left - right);
  const drawn: string[] = [];
  let top = HEAD;
  for (const [stage, rows] of groups) {
    if (stage !== '') {
      drawn.push(label(MARGIN, top + 20, stage, { class: 'title' }));
      top += GROUP;
    }
    for (const peer of rows) {
      drawn.push(...bar(axis, top, peer, peer.name === peers[0]!.name ? FIRST : OTHER));
      top += ROW;
    }
  }
  const title = 'The same photographs, prepared by others';
  return document(WIDTH, top + 6 + FOOT, title, [
    label(MARGIN, 28, title, { class: 'title' }),
    label(MARGIN, 48, 'CPU time of all processes; by the clock, images per second with the workers named', {
      class: 'note',
    }),
    ...drawAxis(axis, HEAD, top + 6, 'CPU milliseconds per image'),
    ...drawn,
  ]);
}

function groupByStage(peers: readonly PeerResult[]): Map<string, PeerResult[]> {
  const groups = new Map<string, PeerResult[]>();
  for (const peer of peers) {
    const side = peer.bandwidth === undefined ? [] : [`B = ${peer.bandwidth}`];
    const strength = peer.magnitude === undefined ? [] : [`m = ${peer.magnitude ?? 'none'}`];
    const stage = [...side, ...strength].join(', ');
    groups.set(stage, [...(groups.get(stage) ?? []), peer]);
  }
  return groups;
}

function figures({ cpu_ms_per_image: cpu, images_per_second: speed, workers }: PeerResult): string {
  return `${cpu.toFixed(2)} ms; ${speed.toFixed(0)} images/s, ${workers} workers`;
}

function bar({ x }: Axis, top: number, peer: PeerResult, color: string): string[] {
  const end = x(peer.cpu_ms_per_image);
  return [
    label(x(0) - 10, top + BAR - 4, fitText(peer.name, NAME_WIDTH), { 'text-anchor': 'end' }),
    box(x(0), top, end - x(0), BAR, { fill: color }),
    label(end + 10, top + BAR - 4, figures(peer), { class: 'figure' }),
  ];
}
