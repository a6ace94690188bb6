#!/bin/sh
# deploy.sh ENVIRONMENT [VERSION]: puts a version of the shop into an environment, by default the one of the build.
# Production wants the key in DEPLOY_KEY.
set -eu
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" Deploy.java "$1" "${2:-$VERSION}"
