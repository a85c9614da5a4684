/**
 * Preloaded: the device of the package `webgpu` is destroyed at the 12th submission, with work in flight; the file that
 * CRESCENDO_TEST_LOST names is written then.
 */
import { registerHooks } from 'node:module';

const SOURCE = `
import { writeFileSync } from 'node:fs';
import { create as real, globals } from 'webgpu?real';
const SUBMISSIONS = 12;
const { GPUAdapter, GPUDevice, GPUQueue } = globals;
let device;
let submissions = 0;
const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (...args) {
  device = await requestDevice.apply(this, args);
  return device;
};
const { submit } = GPUQueue.prototype;
GPUQueue.prototype.submit = function (...args) {
  submit.apply(this, args);
  submissions += 1;
  if (submissions !== SUBMISSIONS) return;
  writeFileSync(process.env.CRESCENDO_TEST_LOST, '');
  device.destroy();
};
export const create = real;
export { globals };
`;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'webgpu?real') return next('webgpu', { ...context, parentURL: import.meta.url });
    if (specifier === 'webgpu') return { url: 'lossy:webgpu', format: 'module', shortCircuit: true };
    return next(specifier, context);
  },
  load(url, context, next) {
    if (url === 'lossy:webgpu') return { source: SOURCE, format: 'module', shortCircuit: true };
    return next(url, context);
  },
});
