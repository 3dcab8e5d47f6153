#!/bin/bash
#SBATCH --job-name='align-1'
#SBATCH --output='/runs/100%%/slurm.out'
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=4
#SBATCH --mem=2048M
#SBATCH --time=90
#SBATCH --partition='long queue'
#SBATCH '--nice=5'
#SBATCH '--comment=it\'s'

# What the site wants to be run first, such as `module load apptainer`.
eval 'module load apptainer; ulimit -c 0'
trap 'rm -rf "$TMPDIR"' EXIT
export PATH='/opt/my tools/bin':"$PATH"
exec apptainer exec \
    --mount 'type=bind,src=/a b' \
    --mount 'type=bind,src=/c'\''d' \
    '/images/bwa.sif' 'sh' '-c' 'echo $1; rm -rf /' > '/runs/1/-a'/stdout
