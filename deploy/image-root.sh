#!/bin/sh
# Puts the native server and everything that it loads into a folder that can be the root of an image, or of chroot.
#   deploy/image-root.sh BINARY FOLDER
# There is no shell, no package manager and no other program in it.
set -eu
binary=$1
root=$2

copy() {
  mkdir -p "$root$(dirname "$1")"
  cp -L "$1" "$root$1"
}

install -D -m 0755 "$binary" "$root/usr/local/bin/shim-lsp"

# The loader and the libraries that the binary is linked with.
for library in $(ldd "$binary" | grep -o '/[^ ]*'); do
  copy "$library"
done

# OpenSSL is not linked: the first request with a token loads it by name. Its own libraries come along.
for name in libssl.so.3 libcrypto.so.3; do
  library=$(ldconfig -p | awk -v name="$name" '$1 == name { print $NF; exit }')
  copy "$library"
  for more in $(ldd "$library" | grep -o '/[^ ]*'); do
    copy "$more"
  done
done

# Whom to trust when a model is called, how names are found, and who the process is.
copy /etc/ssl/certs/ca-certificates.crt
mkdir -p "$root/etc" "$root/tmp" "$root/work" "$root/state"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
echo 'shim:x:65532:65532::/work:/nonexistent' >"$root/etc/passwd"
echo 'shim:x:65532:' >"$root/etc/group"
chmod 1777 "$root/tmp"
chmod 0700 "$root/state"
