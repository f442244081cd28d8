#!/usr/bin/env bash
# Builds images with what is there: docker buildx, podman or buildah.
#
#   images/build.sh [TARGET…]          default: every target of images/Dockerfile
#   PIKKIT_IMAGES=…                    how names begin (default: ghcr.io/pikkit), TAG=… what they end with
#   BASE=…                             the base image; where it cannot be pulled, images/base.sh makes one
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

prefix=${PIKKIT_IMAGES:-ghcr.io/pikkit}
tag=${TAG:-$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)}
base=${BASE:-docker.io/library/python:3.11-slim-bookworm}
revision=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(predictor drift-detector api storage pipeline postgres drift-detector-alibi)

tool=${IMAGE_TOOL:-}
if [ -z "$tool" ]; then
	if docker buildx version >/dev/null 2>&1 && docker info >/dev/null 2>&1; then
		tool=docker
	elif command -v podman >/dev/null && podman info >/dev/null 2>&1; then
		tool=podman
	elif command -v buildah >/dev/null; then
		tool=buildah
	else
		echo "images: no docker buildx, podman or buildah here; one of them builds images." >&2
		exit 2
	fi
fi

# Package clients inside the build use what they use outside: an index, a proxy.
passed=()
for name in PIP_INDEX_URL PIP_EXTRA_INDEX_URL UV_DEFAULT_INDEX HTTP_PROXY HTTPS_PROXY NO_PROXY; do
	[ -z "${!name:-}" ] || passed+=("--build-arg" "$name=${!name}")
done

# buildah keeps what a name stood for before, without a name, for ever. What something is built on or runs stays.
forget() { # identity before, name
	[ -z "$1" ] || [ "$1" = "$(buildah images --quiet --no-trunc "$2")" ] || buildah rmi "$1" >/dev/null 2>&1 || true
}

build() { # target
	local name=$prefix/$1:$tag
	local arguments=(--target "$1" --file images/Dockerfile --build-arg "BASE=$base"
		--build-arg "VERSION=$tag" --build-arg "REVISION=$revision" --tag "$name")
	# The local runner of pipelines knows a Python image by its name, so compiled pipelines name this one.
	[ "$1" != pipeline ] || arguments+=(--tag "$name-python3.11")
	case $tool in
	docker) docker buildx build --load "${arguments[@]}" "${passed[@]}" . ;;
	podman) podman build --layers --format docker "${arguments[@]}" "${passed[@]}" . ;;
	buildah)
		local before
		before=$(buildah images --quiet --no-trunc "$name" 2>/dev/null || true)
		buildah bud --quiet --layers --format docker --isolation chroot "${arguments[@]}" "${passed[@]}" . >/dev/null
		forget "$before" "$name"
		;;
	esac
	echo "images: $name built by $tool"
}

if [ "$tool" = buildah ] && ! buildah inspect --type image "$base" >/dev/null 2>&1 && ! buildah pull --quiet "$base" >/dev/null 2>&1; then
	echo "images: $base cannot be pulled; making a base of Debian's Python" >&2
	images/base.sh "$base" buildah
fi
for target in "${targets[@]}"; do
	build "$target"
done
