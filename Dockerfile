# The image holds exactly what `npm pack` packs: built files and production dependencies, no compiler, no tests.
FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
COPY console/package.json console/package.json
# Install scripts stay off: the only one wanted elsewhere brings Node, which is here already.
RUN npm ci --ignore-scripts
COPY LICENSE README.md README.ru.md tsconfig.json tsconfig.build.json ./
COPY bin bin
COPY deploy deploy
COPY scripts/build.ts scripts/build.ts
COPY test/data/asterisk test/data/asterisk
COPY src src
COPY console console
RUN node scripts/build.ts && npm pack --ignore-scripts && tar -xzf hookswitch-*.tgz

FROM node:24-slim
COPY --from=build /build/package /app
# Made before VOLUME, so that a new volume belongs to the user as well.
RUN install -d -o 1000 -g 1000 -m 700 /data
# A number, so that Kubernetes can see that it is not root. The base image calls this user “node”.
USER 1000:1000
WORKDIR /data
VOLUME /data
# The compile cache would fill /tmp, which is memory here, and be gone at the next start.
ENV NODE_ENV=production \
    NODE_DISABLE_COMPILE_CACHE=1 \
    HOOKSWITCH_LISTEN=0.0.0.0:8787 \
    HOOKSWITCH_STORE=sqlite:/data/hookswitch.db
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HOOKSWITCH_LISTEN.split(':').pop()}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/hookswitch.cjs"]
CMD ["serve"]
