#!/usr/bin/env bash
# All that is tried of containers, for a herd that `docker compose up --wait` has started.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/herd.sh"
"$(dirname "${BASH_SOURCE[0]}")/site.sh"
