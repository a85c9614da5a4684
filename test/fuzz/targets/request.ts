/** The bytes of an OpenRun request: a spec, or a refusal by protobufjs or by the spec's checks. */
import { crescendo } from '@crescendo/proto';
import { specInput, specMessage } from '../../../src/server/spec-codec.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';
import type { FuzzTarget } from '../target.ts';
import { acceptsSpec, SPECS } from './spec.ts';

const { OpenRunRequest } = crescendo.v1;

export const requestTarget: FuzzTarget = {
  name: 'request',
  rounds: 8000,
  async seeds() {
    const encoded = Object.entries(SPECS).map(([name, input]) => {
      const spec = specMessage(parseRunSpec(input));
      return [name, OpenRunRequest.encode({ run: 'r', spec }).finish()] as const;
    });
    return Object.fromEntries(encoded);
  },
  async accepts(input) {
    let request: crescendo.v1.OpenRunRequest;
    try {
      request = OpenRunRequest.decode(input);
    } catch {
      // protobufjs throws plain errors; the server makes an error of the call of them.
      return false;
    }
    return request.spec == null ? false : acceptsSpec(specInput(request.spec));
  },
};
