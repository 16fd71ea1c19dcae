#!/bin/sh
# Fetches the font and the icons that the pages use, checks them, and writes them where the
# templates expect them. Run it again after changing a version or the list of icons.
set -eu

FONT_PACKAGE=@fontsource-variable/hanken-grotesk@5.3.0
FONT_ARCHIVE=fontsource-variable-hanken-grotesk-5.3.0.tgz
FONT_SHA256=ceaf44924113b0dfe025b2bc4e263ccc64a2414559bbcb5966a480a3c45eba35
ICON_PACKAGE=lucide-static@1.62.0
ICON_ARCHIVE=lucide-static-1.62.0.tgz
ICON_SHA256=386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44
ICONS="arrow-left arrow-right ban building-2 check chevron-down circle-alert clipboard clock columns-2 copy
download eye file-text globe history info link list-filter lock log-out pencil plus printer
rotate-cw search share sun-moon trash-2 triangle-alert upload x thumbs-up thumbs-down"

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm pack --silent "$FONT_PACKAGE" "$ICON_PACKAGE" >/dev/null
printf '%s  %s\n' "$FONT_SHA256" "$FONT_ARCHIVE" "$ICON_SHA256" "$ICON_ARCHIVE" | sha256sum -c -
mkdir font icons
tar xzf "$FONT_ARCHIVE" -C font
tar xzf "$ICON_ARCHIVE" -C icons

mkdir -p "$root/static/fonts" "$root/templates/icons"
cp font/package/files/hanken-grotesk-latin-wght-normal.woff2 "$root/static/fonts/"
cp font/package/LICENSE "$root/static/fonts/OFL.txt"
cp icons/package/LICENSE "$root/templates/icons/LICENSE"
for icon in $ICONS; do
    inner=$(sed -e '1,/^>$/d' -e '/<\/svg>/d' "icons/package/icons/$icon.svg" | tr -d '\n' |
        sed -e 's/^ *//' -e 's/ *$//' -e 's/> *</></g' -e 's| />|/>|g')
    printf '<svg class="ic" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">%s</svg>' \
        "$inner" >"$root/templates/icons/$icon.svg"
done
