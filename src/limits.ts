/** Every limit of Crescendo, with its unit. Errors caused by a limit use the names below. */

const MIB = 1024 * 1024;

export const LIMITS = {
  /** Bytes of one encoded image. */
  imageBytes: 64 * MIB,
  /** Bytes of samples fetched from a remote storage that a worker holds for one batch: at least those of one image. */
  fetchBytes: 64 * MIB,
  /** Bytes of a part of an object, as the cache on a local disk keeps it. */
  cachePartBytes: 8 * MIB,
  /** Parts that one thread fetches into the cache at a time, each with memory for its bytes. */
  cacheFetches: 4,
  /** Parts that one process fetches into the cache before they are needed, at a time. */
  cachePrefetches: 8,
  /** Least bytes of a cache: a few parts, and its index. */
  cacheBytesMin: 64 * MIB,
  /** Coming samples of one stream that the cache knows of, at most. */
  cacheComingSamples: 1_048_576,
  /** Names that one pattern with braces may stand for. */
  patternNames: 1_000_000,
  /** Bytes of a long name or an extended header in a tar, and of a member that states a label. */
  tarExtensionBytes: MIB,
  tarLabelBytes: 16 * MIB,
  /** Bytes of a Parquet file's footer: that of a file with 100,000 row groups of ten columns is smaller. */
  parquetFooterBytes: 256 * MIB,
  /** Bytes of a Parquet page that has to be decompressed, before and after, and rows of any page. */
  parquetPageBytes: 1024 * MIB,
  parquetPageRows: 16_777_216,
  /** Pixels of one image, from its header: 50 million, so that a whole RGBX image fits the kernels' memory. */
  imagePixels: 50_000_000,
  /**
   * Bytes that the decoders of all workers may take at once, for each worker: eight per pixel of the largest image. An image
   * that needs more than there is for all workers is decoded when no other is.
   */
  decodeBytes: 400_000_000,
  /** Bytes of one image's decoder that are not counted: those of a few megapixels, which never wait. */
  decodeUnaskedBytes: 16 * MIB,
  /** Bytes that the decoder of one image may take: 34 per pixel of the largest one. */
  decodeBytesMax: 1_700_000_000,
  /** Pixels on one side of an image: the greatest that JPEG can state. */
  imageSide: 65_535,
  /** Least and greatest base size, in pixels. */
  baseSizeMin: 8,
  baseSizeMax: 512,
  /** Least share of the resized short side that an evaluation image covers. */
  cropPctMin: 0.01,
  /** Least bandwidth, in pixels. */
  bandwidthMin: 2,
  /** Serving processes of one server. */
  processes: 64,
  /** The last port of TCP. */
  port: 65_535,
  /** Stages of a schedule. */
  stages: 1000,
  /** Datasets of a mixture. */
  mixedDatasets: 64,
  /** Shards of a window, and more than any dataset is known to have. */
  windowShards: 1_000_000,
  /** Samples of a global batch. */
  globalBatch: 1_048_576,
  /** Ranks of a run. */
  worldSize: 65_536,
  /** Global steps of a run: numbers that every client has as a signed 32-bit integer. */
  steps: 2 ** 31 - 1,
  /** Passes over the data in a run. The ledger has a line for each, by stage and rank. */
  epochs: 100_000,
  /** Seconds that a reported training step may have taken: 11 days. */
  stepSeconds: 1_000_000,
  /** Hours of a budget. */
  budgetHours: 1_000_000,
  /** Operations that RandAugment chooses for one image; chains of AugMix, and operations in one of them. */
  operations: 16,
  /** Characters of a RandAugment configuration. */
  configLength: 256,
  /** Entries of one list or table of a run spec. */
  specEntries: 1000,
  /** Wrong fields that one error names. */
  fieldsNamed: 10,
  /** Equivalent epochs of a budget. */
  equivalentEpochs: 1_000_000,
  /** Batches in flight on one stream. */
  window: 64,
  /** Characters of a run's name, of a dataset id, and of the name that a client gives itself. */
  nameLength: 128,
  /** Lines of a token file, and its bytes. */
  tokens: 4096,
  tokenFileBytes: 4 * MIB,
  /** Milliseconds between two looks at the token file. A change counts once it is the same at two looks. */
  tokenFileMs: 500,
  /** Characters of a token that a client may send. */
  tokenLength: 512,
  /** Refused calls of one client and reason that the log names in ten seconds; it counts the others. */
  auditLines: 5,
  /** Bytes of one request; requests are tiny. */
  requestBytes: MIB,
  /** Bytes of one data chunk of a batch, unless a single image is larger. */
  chunkBytes: MIB,
  /** Bytes of batch memory (slots) that the server holds, unless --memory says otherwise. */
  slabBytes: 2048 * MIB,
  /** Bytes of replay buffers that the server holds, unless --replay-memory says otherwise. */
  replayBytes: 8192 * MIB,
  /** Bytes of the rings of shared memory that the server lends to clients of its host. */
  sharedMemoryBytes: 4096 * MIB,
  /** Batches that one client may hold in shared memory. */
  sharedMemorySlots: 256,
  /** Seconds for which an offer of shared memory is valid. */
  sharedMemoryOfferSeconds: 10,
  /** Seconds that a client may hold shared memory without sending anything. */
  sharedMemoryLeaseSeconds: 60,
  /** Seconds without a sign of life after which another trainer may have a rank. */
  rankLeaseSeconds: 60,
  /** Seconds that requests wait for a database of run state that is away. */
  stateGraceSeconds: 30,
  /** Bytes of the buffers of one lane of the GPU; a shape of images has three lanes. */
  gpuLaneBytes: 32 * MIB,
  /** Shapes of images whose pipelines and lanes the GPU keeps. */
  gpuShapes: 4,
  /** Streams on one connection. */
  streamsPerConnection: 1024,
  /** Replacements tried for one bad sample before the batch fails. */
  replacementAttempts: 32,
  /** Tries to read a sample that cannot be read while others can, before it counts as bad. */
  readTries: 5,
  /** Seconds in which a remote storage must give a sample's bytes, tries included; one more for each MiB of them. */
  remoteReadSeconds: 15,
  /** Seconds that a connection to a remote storage, or an answer on it, may make no progress. */
  remoteStallSeconds: 5,
  /** Samples of one batch that a worker fetches and holds at most, however long the storage takes. */
  samplesAhead: 128,
  /** Connections of one worker to one remote storage: it fetches samples of two batches, and second requests for late ones. */
  remoteConnections: 300,
  /** Large files that one worker keeps open. */
  openObjects: 64,
  /** Objects below one place that are listed. */
  listedObjects: 1_000_000,
  /** Bytes of one page of a list of objects. */
  listPageBytes: 8 * MIB,
  /** Seconds that a batch may wait for storage, at most: a year. */
  storageTimeoutSeconds: 365 * 24 * 3600,
  /** Bad samples listed in a message or a status. */
  badSamplesListed: 100,
  /** Bytes of encoded images that `crescendo bench` holds. */
  benchBytes: 2048 * MIB,
  /** Seconds that a graceful stop waits for streams to reach a batch boundary. */
  drainSeconds: 20,
  /** Seconds that it then waits for workers, which may hang in storage. */
  workerStopSeconds: 20,
} as const;

/** What the holder of one token may use: the default, and the most that a token file may say. */
export const QUOTAS = {
  /** Runs that it owns, archived ones included. */
  runs: { fallback: 1000, max: 1_000_000 },
  /** Bytes of the specs of these runs. */
  specBytes: { fallback: 64 * MIB, max: 2 ** 40 },
  /** Bytes of the state of these runs. */
  stateBytes: { fallback: 4096 * MIB, max: 2 ** 40 },
  /** Streams that it has open at one server, of batches and of run states. */
  streams: { fallback: 4096, max: 1_048_576 },
} as const;
