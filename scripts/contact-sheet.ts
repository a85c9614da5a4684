/** `npm run contact-sheet`: draws README's contact sheet, docs/contact-sheet.png, with `crescendo preview`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { previewCommand } from '../src/cli/preview.ts';
import { SCENES } from './contact-sheet/scenes.ts';

const OUTPUT = fileURLToPath(new URL('../docs/contact-sheet.png', import.meta.url));

/** The sides and magnitudes of efficienttrain++ at its beginning, in its middle and at its end. */
const SPEC = {
  base_size: 160,
  crop_scale: [0.35, 1],
  schedule: {
    reference_size: 224,
    stages: [
      { until: 0.3, bandwidth: 96, randaugment: 'rand-m0-mstd0.5-inc1' },
      { until: 0.6, bandwidth: 160, randaugment: 'rand-m4-mstd0.5-inc1' },
      { until: 1, bandwidth: 224, randaugment: 'rand-m9-mstd0.5-inc1' },
    ],
  },
};

const folder = mkdtempSync(join(tmpdir(), 'crescendo-contact-sheet-'));
try {
  mkdirSync(join(folder, 'scenes'));
  // Before anything is decoded: from then on libvips loads no SVG in this process.
  for (const [name, svg] of Object.entries(SCENES)) {
    writeFileSync(join(folder, 'scenes', `${name}.png`), await sharp(Buffer.from(svg)).png().toBuffer());
  }
  const spec = join(folder, 'spec.json');
  writeFileSync(spec, JSON.stringify(SPEC));
  await previewCommand().parseAsync(['--data', folder, '--spec', spec, '-o', OUTPUT], { from: 'user' });
} finally {
  rmSync(folder, { recursive: true });
}
