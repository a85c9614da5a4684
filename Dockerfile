# The data server as an image. Build it in the repository's root: docker build -t crescendo .
#
#   docker run --rm -p 127.0.0.1:7077:7077 -v /data/photos:/data:ro -v crescendo:/var/lib/crescendo crescendo
#
# serves the folder /data/photos as the dataset "train", in plain text, to whoever reaches the published port: on a
# network that others share give --tls-cert, --tls-key and --token-file instead of --insecure. Arguments replace those of
# CMD. Trainers in other containers of the host get batches through shared memory where both run with --ipc=host.

# Debian, because the native modules (sharp, koffi, jpeg-turbo) are built for glibc. The version is that of the package
# "node" in package.json.
FROM node:22.23.3-bookworm-slim AS manifests
WORKDIR /src
COPY package.json package-lock.json ./
COPY proto/package.json proto/
COPY clients/typescript/package.json clients/typescript/

# The program, from its sources.
FROM manifests AS program
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json LICENSE ./
COPY scripts scripts
COPY proto proto
COPY src src
RUN node scripts/build-kernels.ts && node scripts/build.ts proto .

# What it needs at run time. The image has Node itself, and no driver for WebGPU.
FROM manifests AS dependencies
RUN npm ci --ignore-scripts --no-audit --no-fund --omit=dev --workspace=proto --include-workspace-root \
 && rm -rf node_modules/webgpu node_modules/node node_modules/.bin node_modules/@crescendo

FROM node:22.23.3-bookworm-slim
ENV NODE_ENV=production
WORKDIR /opt/crescendo
COPY package.json LICENSE NOTICE ./
COPY --from=dependencies /src/node_modules node_modules
COPY --from=program /src/proto/dist node_modules/@crescendo/proto
COPY --from=program /src/build/kernels.wasm build/
COPY --from=program /src/dist dist
RUN install -d -o node -g node /var/lib/crescendo
# Where the runs are stored: crescendo.sqlite in the working directory.
WORKDIR /var/lib/crescendo
VOLUME /var/lib/crescendo
USER node
EXPOSE 7077
HEALTHCHECK --start-period=60s CMD ["node", "-e", "require('net').connect(7077).on('connect', () => process.exit(0)).on('error', () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/crescendo/dist/cli/main.js"]
CMD ["serve", "--listen", "0.0.0.0:7077", "--insecure", "--data", "train=/data"]
