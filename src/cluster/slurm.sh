#!/bin/sh
# slurm.sh - all briefs of a project as a Slurm job array, a part each task.
#
#   sbatch --array=1-8 slurm.sh [OPTION]...      what `zonebrief build` takes
#   zonebrief merge-manifest OUT/manifest.*-*.json     when the array has ended
#
# All tasks write to one folder of products, which the nodes share. A task that
# is run again, for its node was lost, makes only what it had not made. To run
# but some of the parts, say how many there are: SHARDS=8 sbatch --array=3,5 ...
#
#SBATCH --job-name=zonebrief
#SBATCH --array=1-4
#SBATCH --requeue
#SBATCH --cpus-per-task=1
#SBATCH --output=zonebrief-%A_%a.log
#SBATCH --open-mode=append
set -eu
exec "${ZONEBRIEF:-zonebrief}" build --quiet --jobs="${SLURM_CPUS_PER_TASK:-1}" \
    --shard="$SLURM_ARRAY_TASK_ID/${SHARDS:-$SLURM_ARRAY_TASK_COUNT}" "$@"
