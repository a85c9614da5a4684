/**
 * The photographs and the Python environments of the integration tests, made before the first test: on a fresh clone that
 * takes minutes, which no test's time limit should have to allow for.
 */
import { preparePhotoTiles } from '../../scripts/photo-tiles.ts';
import { clientEnvironment, pillowEnvironment, seaweedProgram, shardEnvironment } from '../../scripts/python-env.ts';

export default async function prepare(): Promise<void> {
  clientEnvironment();
  pillowEnvironment();
  shardEnvironment();
  seaweedProgram();
  // The tiles are cut from the photographs.
  await preparePhotoTiles((message) => console.log(message));
}
