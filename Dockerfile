# Two stages: the compiler stays behind. Build: docker build -t qingfeng .
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=7300 DATA_DIR=/var/lib/qingfeng/data
COPY --from=build /app/package.json /app/manifest.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/config config
# The register and, beside it, its key live on this volume; see "Backup" in the README.
RUN mkdir -p /var/lib/qingfeng && chown node:node /var/lib/qingfeng
VOLUME /var/lib/qingfeng
USER node
EXPOSE 7300
HEALTHCHECK --interval=30s --timeout=5s CMD ["node", "-e", "fetch('http://127.0.0.1:7300/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js", "start"]
