import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { referenceCrop, referenceFlip, referenceResize } from '../../src/pixels/kernels/reference/resize.ts';
import { applyOp } from '../../src/pixels/oracle/apply-op.ts';
import { writeDataset } from '../support/datasets.ts';
import { picture } from '../support/pictures.ts';
import { runCli, runUnread } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-commands-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));

describe('the commands that look at one thing', () => {
  beforeAll(() => writeDataset(data, 12));

  test('apply should do exactly what it is told, in order', async () => {
    const image = picture(90, 70);
    const [input, output] = [join(work, 'in.png'), join(work, 'out.png')];
    await sharp(image.data, { raw: { width: 90, height: 70, channels: 3 } })
      .png()
      .toFile(input);
    const ops = ['--op', 'Rotate:27', '--op', 'Color:1.81', '--interpolation', 'bicubic', '--fill', '1,2,3'];
    const shape = ['--crop', '10,5,60,50', '--size', '64', '--flip', '--bandwidth', '32', '--low-frequency', 'lanczos'];
    const { code, stderr } = await runCli('apply', input, '-o', output, ...ops, ...shape);
    assert.equal(code, 0, stderr);
    const resized = referenceFlip(referenceResize(referenceCrop(image, 10, 5, 60, 50), 64, 64, 'bicubic'));
    const fill = [1, 2, 3] as const;
    const rotated = applyOp(resized, { name: 'Rotate', argument: 27, interpolation: 'bicubic' }, fill);
    const coloured = applyOp(rotated, { name: 'Color', argument: 1.81 }, fill);
    const expected = referenceResize({ ...coloured, data: coloured.data }, 32, 32, 'lanczos');
    assert.ok((await sharp(output).raw().toBuffer()).equals(Buffer.from(expected.data)));
  });

  test('apply should name what is wrong', async () => {
    const input = join(work, 'in.png');
    const cases: [string[], RegExp][] = [
      [[input, '--op', 'Spin:3'], /no operation Spin/],
      [[input, '--op', 'Rotate:x'], /argument of Rotate must be a number/],
      [[input, '--op', 'Rotate'], /Rotate needs an argument/],
      [[input, '--crop', '80,0,20,20'], /not inside the image of 90 x 70/],
      [[input, '--crop', '1,2,3'], /4 numbers/],
      [[input, '--bandwidth', '33', '--size', '64'], /even/],
      [[join(work, 'nothing.png')], /nothing\.png/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await runCli('apply', ...args, '-o', join(work, 'x.png'));
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
  });

  test('recipe should print a step as JSON, the same every time', async () => {
    const spec = join(work, 'run.yaml');
    writeFileSync(spec, 'dataset: train\nglobal_batch: 6\nworld_size: 2\nequivalent_epochs: 4\n');
    const args = ['recipe', spec, '--data', data, '--step', '7', '--rank', '1'];
    const [first, second] = [await runCli(...args), await runCli(...args)];
    assert.equal(first.code, 0, first.stderr);
    assert.equal(first.stdout, second.stdout);
    const printed = JSON.parse(first.stdout) as {
      step: number;
      rank_offset: number;
      samples: { recipe: { size: number } }[];
    };
    assert.deepEqual([printed.step, printed.rank_offset, printed.samples.length], [7, 3, 3]);
    assert.ok(printed.samples.every(({ recipe }) => recipe.size === 224));
    const beyond = await runCli('recipe', spec, '--data', data, '--step', '7000');
    assert.deepEqual([beyond.code, /steps 0\.\./.test(beyond.stderr)], [2, true]);
  });

  test('plan should show a run before it starts, as a table and as JSON', async () => {
    const spec = join(work, 'plan.yaml');
    writeFileSync(spec, 'dataset: train\nglobal_batch: 4096\nworld_size: 8\n');
    const args = ['plan', spec, '--samples', '1281167', '--trainer-speed', '2500', '--cpu-ms', '1.5', '--cores', '8'];
    const table = await runCli(...args);
    assert.equal(table.code, 0, table.stderr);
    assert.match(table.stdout, /\n *9 +10\.0 % +224 +4096 +6256 /);
    assert.match(table.stdout, /\nwarning: stages 0-1: 8 cores make 5333 images\/s/);
    assert.match(table.stdout, /\n3 data nodes meet the highest demand; one more keeps it met while one is down\.$/m);
    const sized = await runCli(...args, '--file-bytes', '110000', '--network', '100');
    assert.match(sized.stdout, / MB\/s +read MB\/s +cores +nodes\n/);
    // The stage of 224: 2500 images/s of 150,528 bytes, and of 110,000 bytes on storage.
    assert.match(sized.stdout, /\n *9 .* 2500 +376 +275 +3\.8 +4\n/);
    // Without facts about the shards nothing is said of them; with them, requests, their price, and the cache of a window.
    assert.doesNotMatch(sized.stdout, /requests/);
    const shards = [...args, '--file-bytes', '110000', '--shards', '550', '--latency-ms', '50'];
    const global = (await runCli(...shards)).stdout;
    assert.match(global, /\n *an image each +1281167 +140\.9 GB +\$0\.51 +\$233 +681\n/);
    assert.match(global, /\nwhole shards, 8 MiB each +17050 +140\.9 GB +\$0\.0068 +\$3\.10 +10\n/);
    assert.match(global, /need a cache of all 550 shards, 140\.9 GB/);
    const windowed = join(work, 'windows.yaml');
    writeFileSync(windowed, `${readFileSync(spec, 'utf8')}shuffle: { scope: window, shards: 16 }\n`);
    assert.match((await runCli('plan', windowed, ...shards.slice(2))).stdout, /a cache of 4\.1 GB for one window/);
    const folder = await runCli('plan', windowed, '--data', data);
    assert.deepEqual([folder.code, /window needs data in shards/.test(folder.stderr)], [2, true]);
    const { stages, total } = JSON.parse((await runCli(...args, '--json')).stdout) as {
      stages: object[];
      total: { epochs: number; images: number; steps: number; bytes: number };
    };
    assert.equal(stages.length, 10);
    assert.equal(total.steps, 142_186);
    assert.deepEqual(
      Object.keys(total).filter((key) => ['epochs', 'images', 'steps', 'bytes'].includes(key)).length,
      4,
    );
    const measured = await runCli('plan', spec, '--data', data, '--trainer-speed', '100');
    assert.match(measured.stdout, /cores/, measured.stderr);
    const missing = await runCli('plan', spec);
    assert.deepEqual([missing.code, /--samples/.test(missing.stderr)], [2, true]);
  });

  test('docs/cluster.md should show what plan prints', async () => {
    const page = readFileSync(new URL('../../docs/cluster.md', import.meta.url), 'utf8');
    const args = /^ {4}crescendo plan run\.yaml (.+)$/m.exec(page)![1]!.split(' ');
    const spec = join(work, 'cluster.yaml');
    writeFileSync(spec, 'dataset: train\nglobal_batch: 4096\nworld_size: 8\n');
    const { stdout, stderr } = await runCli('plan', spec, ...args);
    const shown = /^```\n(stage [\s\S]+?\n)```$/m.exec(page)![1]!.trimEnd().split('\n');
    const missing = shown.filter((line) => line !== '...' && !stdout.split('\n').includes(line));
    assert.deepEqual([missing, shown.length], [[], 9], stderr);
  });

  test('docs/sampling.md should show what plan prints of shards', async () => {
    const page = readFileSync(new URL('../../docs/sampling.md', import.meta.url), 'utf8');
    const args = /^ {4}crescendo plan run\.yaml (.+)$/m.exec(page)![1]!.split(' ');
    const spec = join(work, 'sampling.yaml');
    const windows = /^shuffle: .*$/m.exec(page)![0];
    writeFileSync(spec, `dataset: train\nglobal_batch: 4096\nworld_size: 8\n${windows}\n`);
    const { stdout, stderr } = await runCli('plan', spec, ...args);
    const shown = /^```\n( *a pass [\s\S]+?\n)```$/m.exec(page)![1]!.trimEnd();
    assert.ok(stdout.includes(shown), `${stdout}${stderr}`);
  });

  test('a budget in hours should be planned at a stated speed, drawn, and its steps be no recipe yet', async () => {
    const spec = join(work, 'hours.yaml');
    writeFileSync(spec, 'dataset: train\nbudget: { wall_hours: 24 }\n');
    const planned = await runCli('plan', spec, '--samples', '1281167', '--trainer-speed', '1000', '--json');
    const { total } = JSON.parse(planned.stdout) as { total: { hours: number } };
    assert.ok(Math.abs(total.hours - 24) < 0.1, String(total.hours));
    const unknown = await runCli('plan', spec, '--samples', '1281167');
    assert.deepEqual([unknown.code, /give --trainer-speed/.test(unknown.stderr)], [2, true]);
    const recipe = await runCli('recipe', spec, '--data', data, '--step', '1');
    assert.deepEqual([recipe.code, /decided while training/.test(recipe.stderr)], [2, true]);
    const sheet = await runCli(
      'preview',
      '--data',
      data,
      '--spec',
      spec,
      '-o',
      join(work, 'hours.png'),
      '--images',
      '2',
    );
    assert.equal(sheet.code, 0, sheet.stderr);
  });

  test('recipe should print erased boxes and how the batch is mixed', async () => {
    const spec = join(work, 'mixed.yaml');
    const fields = 'mixing: { mode: elem, where: client }\nerasing: { probability: 1, mode: rand }\n';
    writeFileSync(spec, `dataset: train\nglobal_batch: 6\nequivalent_epochs: 4\n${fields}`);
    const { code, stdout, stderr } = await runCli('recipe', spec, '--data', data, '--step', '3');
    assert.equal(code, 0, stderr);
    const { samples, mixing } = JSON.parse(stdout) as {
      samples: { recipe: { erasing: { boxes: object[]; colours: number[][] } } }[];
      mixing: { where: string; samples: { partner: number; lambda: number }[] };
    };
    assert.ok(samples.every(({ recipe }) => recipe.erasing.boxes.length === 1 && recipe.erasing.colours.length === 1));
    assert.equal(mixing.where, 'client');
    const names = [...stdout.matchAll(/"(\w+)":/g)].map(([, name]) => name!);
    assert.deepEqual(
      names.filter((name) => name !== name.toLowerCase()),
      [],
    );
    const spelt = ['global_batch', 'bandwidth', 'interpolation', 'low_frequency', 'mixup_alpha', 'switch_probability'];
    assert.deepEqual(
      spelt.filter((name) => !names.includes(name)),
      [],
    );
    assert.deepEqual(
      mixing.samples.map(({ partner }) => partner),
      [5, 4, 3, 2, 1, 0],
    );
  });

  test('a command should end in peace when nobody reads it any more', async () => {
    const { code, stderr } = await runUnread('plan', '--help');
    assert.deepEqual([code, stderr], [0, '']);
  });

  test('index should count what it leaves out, and name it with -v', async () => {
    const root = join(work, 'untidy');
    writeDataset(root, 4);
    mkdirSync(join(root, 'nothing'));
    writeFileSync(join(root, 'class1', 'notes.txt'), '');
    const plain = await runCli('index', root);
    assert.match(plain.stdout, /4 images in 3 classes.*; 1 other file \(\.txt 1\)/);
    assert.match(plain.stderr, /warning: folder "nothing" without images: not counted as a class/);
    assert.doesNotMatch(plain.stderr, /notes\.txt/);
    assert.match(
      (await runCli('index', root, '-v')).stderr,
      /left out: .*class1\/notes\.txt: its name does not end like/,
    );
    const { ignored_by_suffix: suffixes, empty_classes: empty } = JSON.parse(
      (await runCli('index', root, '--json')).stdout,
    ) as { ignored_by_suffix: Record<string, number>; empty_classes: string[] };
    assert.deepEqual([suffixes, empty], [{ '.txt': 1 }, ['nothing']]);
    const [map, labels] = [join(work, 'map.json'), join(work, 'labels.json')];
    writeFileSync(map, '{"class2": 0, "class0": 1}');
    writeFileSync(labels, '{"class1/0001.jpg": "class2"}');
    const mapped = await runCli('index', root, data, '--class-map', map);
    assert.match(mapped.stdout, /11 images in 2 classes/);
    assert.match(mapped.stderr, /2 folders: "class1", "nothing" left out: not in the list of classes/);
    assert.match((await runCli('index', root, '--label-file', labels)).stdout, /1 images in 1 classes/);
  });

  test('preview should draw a row for each stage', async () => {
    const output = join(work, 'sheet.png');
    const { code, stdout } = await runCli('preview', '--data', data, '-o', output, '--images', '3', '--json');
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as { rows: unknown[] }).rows.length, 10);
    const { width, height } = await sharp(output).metadata();
    assert.deepEqual([width, height], [8 + 3 * 232, 8 + 10 * 24 + 2 * 104 + 4 * 168 + 4 * 232]);
  });

  test('preview should label its rows, and draw how images are mixed', async () => {
    const draw = async (name: string, mixing: string): Promise<{ stdout: string; pixels: Buffer }> => {
      const [spec, output] = [join(work, `${name}.yaml`), join(work, `${name}.png`)];
      const stages = '[{ until: 0.5, bandwidth: 64 }, { until: 1, bandwidth: 64, randaugment: rand-m4-mstd0.5-inc1 }]';
      writeFileSync(spec, `base_size: 64\nrandaugment: none\nschedule: { stages: ${stages} }\n${mixing}`);
      const args = ['--data', data, '--spec', spec, '-o', output, '--images', '3'];
      const { code, stdout, stderr } = await runCli('preview', ...args);
      assert.equal(code, 0, stderr);
      return { stdout, pixels: await sharp(output).raw().toBuffer() };
    };
    const plain = await draw('plain', '');
    assert.match(
      plain.stdout,
      /\n {2}stage 0, B = 64, m = none, 0-50 % of budget\n {2}stage 1, B = 64, m = 4, 50-100 %/,
    );
    const byServer = await draw('server', 'mixing: { mixup_alpha: 0.8, cutmix_alpha: 0 }');
    assert.match(byServer.stdout, /stage 0, .* % of budget, mixed\n/);
    const byClient = await draw('client', 'mixing: { mixup_alpha: 0.8, cutmix_alpha: 0, where: client }');
    assert.ok(byServer.pixels.equals(byClient.pixels));
    assert.ok(!byServer.pixels.equals(plain.pixels));
    const missing = await runCli('preview', '--data', data, '--spec', join(work, 'no.yaml'));
    assert.deepEqual([missing.code, /cannot read the run spec/.test(missing.stderr)], [2, true]);
  });
});
