/** The chart in deploy/helm: no cluster runs it here, so that helm and the schemas of Kubernetes say what they can. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { parse } from 'yaml';
import { kubernetesEnvironment } from '../../scripts/python-env.ts';
import { CONFIG_PARTS, parseConfig } from '../../src/cli/config.ts';
import { LIMITS } from '../../src/limits.ts';
import { residentBound } from '../../src/server/memory.ts';
import { at, chart, helm, objects, readYaml, VALUES, values, type Yaml } from '../support/chart.ts';
import { runCli } from '../support/server.ts';

const MIB = 1024 * 1024;
/** The oldest release that the chart allows, that of helm's own client, and the newest that the schemas know. */
const RELEASES = ['1.30', '1.35', '1.37'];
const [PLAIN, TLS, ALL] = [values('plain'), values('tls'), values('all')];

const STATE = 'postgresql://crescendo@db.example.org:5432/crescendo';

const work = mkdtempSync(join(tmpdir(), 'crescendo-helm-'));
afterAll(() => rmSync(work, { recursive: true }));

/** What the schemas of a release of Kubernetes say of objects; empty if they accept all. */
function violations(text: string): string {
  const file = join(work, 'objects.yaml');
  writeFileSync(file, text);
  const releases = RELEASES.flatMap((release) => ['-k', release]);
  const args = ['-m', 'kubernetes_validate', '--strict', '--quiet', ...releases, file];
  const { status, stdout, stderr } = spawnSync(kubernetesEnvironment(), args, { encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr || `exit code ${status}`;
}

const pod = (made: Record<string, Yaml>): Yaml => at(made.Deployment, 'spec.template.spec');
const container = (made: Record<string, Yaml>): Yaml => at(pod(made), 'containers.0');
/** A key of the server's configuration has a dot in its name. */
const configOf = (made: Record<string, Yaml>): unknown =>
  parse(at<Record<string, string>>(made.ConfigMap, 'data')['crescendo.yaml']!);

for (const file of VALUES) {
  test(`${basename(file)}: helm lint --strict and the schemas of Kubernetes should accept the chart`, () => {
    const linted = helm('lint', '--values', file);
    assert.equal(linted.code, 0, linted.text);
    const rendered = helm('template', '--values', file);
    assert.equal(rendered.code, 0, rendered.text);
    assert.equal(violations(rendered.text), '');
  });

  test(`${basename(file)}: the server should accept its configuration`, () => {
    const made = objects('--values', file);
    const config = parseConfig(configOf(made));
    assert.equal(config.listen, `0.0.0.0:${at(made.Service, 'spec.ports.0.port')}`);
    assert.equal(config.listen, `0.0.0.0:${at(container(made), 'ports.0.containerPort')}`);
    assert.equal(config.shared_memory, 'off');
  });
}

test('the server should accept the arguments of the pods, and read its configuration from them', async () => {
  const made = objects(...ALL);
  const file = join(work, 'crescendo.yaml');
  writeFileSync(file, at<Record<string, string>>(made.ConfigMap, 'data')['crescendo.yaml']!);
  const mounts = at<Yaml[]>(container(made), 'volumeMounts').map(({ mountPath }) => String(mountPath));
  const args = at<string[]>(container(made), 'args').map((arg) => arg.replace('$(CRESCENDO_STATE)', STATE));
  const config = args.findIndex((arg) => arg.startsWith('--config='));
  assert.ok(mounts.includes(dirname(args[config]!.slice('--config='.length))), 'the ConfigMap is mounted there');
  const { code, stdout, stderr } = await runCli(...args.with(config, `--config=${file}`), '--print-config');
  assert.equal(code, 0, stderr);
  const printed = parseConfig(parse(stdout));
  assert.deepEqual([printed.state, printed.workers, [...printed.runs.keys()]], [STATE, 3, ['probe']]);
  const { certificate, client_authority: authority } = printed.tls!;
  for (const path of [certificate, authority!, printed.token_file!]) assert.ok(mounts.includes(dirname(path)), path);
});

const isMapping = (value: unknown): value is Yaml =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

test('the schemas should find a property that does not exist', () => {
  const { text } = helm('template', ...ALL);
  const broken = text.replace('averageValue', 'averageAmount').replace('maxUnavailable: 2\n  #', 'maxGone: 2\n  #');
  assert.match(violations(broken), /averageAmount[\s\S]*maxGone|maxGone[\s\S]*averageAmount/);
});

test('ci/all-values.yaml should set every value to another one than the default', () => {
  const [defaults, all] = [readYaml('values.yaml'), readYaml('ci/all-values.yaml')];
  const same = (value: unknown, given: unknown, path: string): string[] => {
    if (isMapping(value) && Object.keys(value).length > 0) {
      return Object.keys(value).flatMap((key) => same(value[key], at(given, key), `${path}${key}.`));
    }
    return JSON.stringify(value) === JSON.stringify(given) || given === undefined ? [path] : [];
  };
  assert.deepEqual(same(defaults, all, ''), []);
});

test('the schema should know every default, and every key of a dataset that the server knows', () => {
  const schema = JSON.parse(readFileSync(join(chart, 'values.schema.json'), 'utf8')) as Yaml;
  const known = Object.keys(at(schema, 'properties')).filter((key) => key !== 'global');
  assert.deepEqual(known.sort(), Object.keys(readYaml('values.yaml')).sort());
  const dataset = at(schema, 'properties.datasets.additionalProperties.properties');
  assert.deepEqual(Object.keys(dataset), Object.keys(CONFIG_PARTS['Each of `datasets`'].shape));
});

describe('the pods', () => {
  test('should run without rights on a read-only root file system, with secrets as files and two variables', () => {
    const made = objects(...TLS);
    assert.equal(pod(made).automountServiceAccountToken, false);
    assert.equal(at(pod(made), 'securityContext.runAsNonRoot'), true);
    assert.deepEqual(container(made).securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    assert.deepEqual(container(made).env, [
      { name: 'CRESCENDO_STATE', valueFrom: { secretKeyRef: { name: 'database', key: 'uri' } } },
      { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'secret', optional: true } } },
    ]);
    const secrets = at<Yaml[]>(pod(made), 'volumes').flatMap(({ secret }) =>
      secret ? [at(secret, 'secretName')] : [],
    );
    assert.deepEqual(secrets, ['database', 'crescendo-tls', 'crescendo-tokens']);
    const writable = at<Yaml[]>(container(made), 'volumeMounts').filter(({ readOnly }) => readOnly !== true);
    assert.deepEqual(
      writable.map(({ mountPath }) => mountPath),
      ['/tmp'],
    );
  });

  test('should have the time to stop that the server takes', () => {
    const made = objects(...PLAIN);
    const before = at<number>(container(made), 'lifecycle.preStop.sleep.seconds');
    const grace = pod(made).terminationGracePeriodSeconds as number;
    const least = before + LIMITS.drainSeconds + LIMITS.workerStopSeconds;
    assert.ok(before > 0 && grace > least && grace <= least + 10, String(grace));
    assert.equal(helm('template', ...PLAIN, '--set', `terminationGracePeriodSeconds=${least}`).code, 0);
    const early = helm('template', ...PLAIN, '--set', `terminationGracePeriodSeconds=${least - 1}`);
    assert.match(early.text, new RegExp(`terminationGracePeriodSeconds: ${least - 1} is less .* give ${least}`));
  });

  test('should get the memory that the server may come to need', () => {
    for (const workers of [1, 7, 63]) {
      const { requests, limits } = at<Record<string, Record<string, string>>>(
        container(objects(...PLAIN, '--set', `workers=${workers}`)),
        'resources',
      );
      const given = Number(/^(\d+)Mi$/.exec(limits!.memory!)![1]) * MIB;
      const { memoryMiB, replayMemoryMiB } = readYaml('values.yaml') as Record<string, number>;
      const images = { imagePixels: 6_000_000, scratchBytes: LIMITS.decodeBytes, imageBytes: 6 * MIB };
      const batches = { slotBytes: memoryMiB! * MIB, replayBytes: replayMemoryMiB! * MIB, sharedBytes: 0 };
      assert.ok(given >= residentBound({ workers, ...batches, ...images }), `${workers} workers`);
      assert.deepEqual([requests!.cpu, requests!.memory], [String(workers + 1), limits!.memory]);
    }
  });

  test('should be probed by gRPC health, and with TLS, which the kubelet does not speak, by a connection', () => {
    for (const [given, kind] of [
      [PLAIN, 'grpc'],
      [TLS, 'tcpSocket'],
    ] as const) {
      const made = container(objects(...given));
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
        assert.ok(at(made, `${probe}.${kind}.port`), probe);
      }
    }
  });

  test('should restart when the configuration changes', () => {
    const sum = (...args: string[]): unknown =>
      at(objects(...PLAIN, ...args).Deployment, 'spec.template.metadata.annotations')['checksum/config'];
    assert.notEqual(sum(), sum('--set', 'memoryMiB=512'));
    assert.equal(sum(), sum('--set', 'replicas=3'));
  });
});

test('the service should have no address of its own, and it and the budget select the pods', () => {
  const { Service: service, Deployment: deployment, PodDisruptionBudget: budget } = objects(...PLAIN);
  assert.equal(at(service, 'spec.clusterIP'), 'None');
  const selector = at(service, 'spec.selector');
  assert.deepEqual(selector, at(deployment, 'spec.selector.matchLabels'));
  assert.deepEqual(selector, at(budget, 'spec.selector.matchLabels'));
  const labels = at(deployment, 'spec.template.metadata.labels');
  assert.deepEqual({ ...labels, ...selector }, labels);
});

test('autoscaling should be off by default, and otherwise own the number of replicas', () => {
  const off = objects(...PLAIN);
  assert.deepEqual([off.HorizontalPodAutoscaler, at(off.Deployment, 'spec.replicas')], [undefined, 2]);
  const on = objects(...PLAIN, '--set', 'autoscaling.enabled=true');
  assert.equal(at(on.Deployment, 'spec.replicas'), undefined);
  const target = at(on.HorizontalPodAutoscaler, 'spec.scaleTargetRef');
  assert.deepEqual([target.kind, target.name], ['Deployment', at(on.Deployment, 'metadata.name')]);
});

test("the image's user and port should be those of the Dockerfile", () => {
  const dockerfile = readFileSync(join(chart, '../../../Dockerfile'), 'utf8');
  assert.match(dockerfile, /^USER node$/m);
  assert.match(dockerfile, new RegExp(`^EXPOSE ${readYaml('values.yaml').port}$`, 'm'));
  const { version } = JSON.parse(readFileSync(join(chart, '../../../package.json'), 'utf8')) as { version: string };
  assert.equal(readYaml('Chart.yaml').appVersion, version);
});

/** Values in JSON on top of those of a file, and what the message must name. */
const MISTAKES: [string, string, RegExp][] = [
  ['plain', 'replica=3', /replica/],
  ['plain', 'replicas=0', /replicas/],
  ['plain', 'image.name="x"', /name/],
  ['plain', 'image.digest="sha256:12"', /digest/],
  ['plain', 'workers=0', /workers/],
  ['plain', 'datasets=null', /datasets/],
  ['plain', 'datasets.train.manifesto="x"', /manifesto/],
  ['plain', 'datasets.train.root="photos"', /\broot\b/],
  ['plain', 'datasets.train.root="/data/other/train"', /datasets\.train\.root: .* \(volumes: photos\)/],
  ['plain', 'datasets.train.root="/data"', /\broot\b/],
  ['plain', 'volumes.photos=null', /volumes\/photos/],
  ['plain', 'volumes.Photos={"emptyDir":{}}', /Photos/],
  ['plain', 'volumes.photos={"emptyDir":{},"nfs":{}}', /photos/],
  ['plain', 'runs.probe={"global_batch":8}', /dataset/],
  ['plain', 'state.secret=""', /state/],
  ['plain', 'state.url="postgresql://user:password@host/db"', /url/],
  ['plain', 'insecure=false', /give tls\.secret, or insecure: true/],
  ['plain', 'tokens.secret="tokens"', /tokens\.secret needs tls\.secret/],
  ['plain', 'tls.clientAuthority=true', /tls\.clientAuthority needs tls\.secret/],
  ['tls', 'tokens.secret=""', /TLS does not say who may call/],
  ['plain', 'port=80', /port/],
  ['plain', 'logLevel="loud"', /logLevel/],
  ['plain', 'podDisruptionBudget.maxUnavailable=0', /maxUnavailable/],
  ['plain', 'autoscaling={"enabled":true,"minReplicas":9}', /autoscaling\.minReplicas: 9 is more than maxReplicas: 8/],
  ['plain', 'autoscaling.waitTarget="1%"', /waitTarget/],
  ['plain', 'resources.request={"cpu":"1"}', /request/],
];

test.each(MISTAKES)('with the values %s and %s, helm should name what is wrong', (file, json, message) => {
  const { code, text } = helm('template', ...values(file), '--set-json', json);
  assert.notEqual(code, 0);
  assert.match(text, message);
});

test('helm should refuse a value of the wrong type in every place', () => {
  const paths = (value: unknown, path: string[]): string[] => [
    ...(path.length > 0 ? [path.join('.')] : []),
    ...(isMapping(value) ? Object.keys(value).flatMap((key) => paths(value[key], [...path, key])) : []),
  ];
  const all = paths(readYaml('values.yaml'), []);
  assert.ok(all.length > 40, String(all.length));
  const accepted = all.filter((path) => helm('template', ...ALL, '--set-json', `${path}=[[1]]`).code === 0);
  assert.deepEqual(accepted, []);
});
