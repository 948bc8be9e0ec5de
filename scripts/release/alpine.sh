#!/bin/sh
# Makes the release for musl, in Alpine as root. Never run yet: docs/releasing.md.
set -eu
apk add --no-cache build-base clang lld dotnet10-sdk git libdeflate-utils nodejs npm sqlite-dev sqlite-static zlib-dev
git config --global --add safe.directory "$PWD" # another user checked it out
npm ci
npm run release -- --platform
