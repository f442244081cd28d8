#!/usr/bin/env bash
# Makes a base image with Debian's own Python for machines that reach Debian's packages but no image registry, and tags
# it as the Dockerfile's BASE expects. Elsewhere this is not needed: `make images` pulls the base by name.
#
#   images/base.sh TAG [BUILDAH…]      about 90 s; nothing is done if the tag is there
set -euo pipefail

tag=$1
shift
buildah=("${@:-buildah}")
suite=bookworm

if "${buildah[@]}" inspect --type image "$tag" >/dev/null 2>&1; then
	exit 0
fi
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -n1)
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT

debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates "$suite" "$root" "$mirror" >&2
chroot "$root" apt-get clean
# What a server never reads: manuals, translations, package lists and the archives of the packages.
rm -rf "$root"/usr/share/{doc,man,info,locale,i18n,zoneinfo/right,zoneinfo/posix} "$root"/usr/lib/x86_64-linux-gnu/gconv \
	"$root"/var/lib/apt/lists/* "$root"/var/cache/* "$root"/var/log/*.log "$root"/etc/apt/sources.list
ln -sf python3 "$root/usr/bin/python"
# The machine's own certificates, if it trusts more than Debian does: a proxy's, for example.
if [ -s "${SSL_CERT_FILE:-/dev/null}" ]; then
	cp "$SSL_CERT_FILE" "$root/etc/ssl/certs/ca-certificates.crt"
fi
tar -C "$root" --one-file-system -cf "$root.tar" .
container=$("${buildah[@]}" from scratch)
"${buildah[@]}" add --quiet "$container" "$root.tar" / >/dev/null
"${buildah[@]}" config --env PATH=/usr/local/bin:/usr/bin:/bin --env LANG=C.UTF-8 "$container"
"${buildah[@]}" commit --quiet --rm "$container" "$tag" >/dev/null
rm -f "$root.tar"
