#!/bin/sh
# Stands for the checkout of a version: each has release notes of its own in its plan.
set -eu
cp -R "$OCTOACME_SOURCES"/. .
notes="notes/$VERSION.yaml"
if [ -f "$notes" ]; then
  sed -e "/^notes:/r $notes" -e '/^  \(summary\|changes\|migration\|knownIssues\):/d' "$OCTOACME_SOURCES/release-plan.yaml" >release-plan.yaml
fi
