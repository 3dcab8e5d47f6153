# What a job asks Slurm for: from the configuration, from conditions, from the task and its hints.
source "$repository/tests/cluster/library.sh"

# inspect [ARGUMENT...]: submits task.wdl, held back, and keeps in job.txt what Slurm knows of the job, a field a line.
inspect() {
    local job
    sed -i 's/^sbatch.args = \[/&"--hold", /' sprocket.toml
    grep -q '^sbatch.args' sprocket.toml || sed -i '/^type = "slurm_apptainer"/a sbatch.args = ["--hold"]' sprocket.toml
    start run task.wdl "$@"
    job=$(wait_for_job PENDING)
    inside scontrol show job -o "$job" | tr ' ' '\n' >job.txt
    inside scancel "$job"
    finish 60
}

# expect_fields FIELD=VALUE...: the job has them.
expect_fields() {
    local field
    for field in "$@"; do
        grep -Fxq "$field" job.txt || fail "expected $field, found $(grep "^${field%%=*}=" job.txt | paste -sd ' ')"
    done
}

test_every_key_of_the_configuration_reaches_slurm() {
    inside scontrol create reservation ReservationName=course Users=alice StartTime=2038-01-01 Duration=1 Nodes=n4 >/dev/null 2>&1 || true
    config 'account = "lab"' 'qos = "normal"' 'constraint = "std"' 'reservation = "course"' 'licenses = "matlab:2"' 'nice = 50' \
        'exclude = ["n1", "n2"]' 'default_time = "2 h"'
    task 'true' 'cpu: 2' 'memory: "300 MiB"'

    inspect

    expect_fields Account=lab QOS=normal Features=std Reservation=course Licenses=matlab:2 Nice=50 'ExcNodeList=n[1-2]' TimeLimit=02:00:00 \
        NumCPUs=2 MinMemoryNode=300M Requeue=0 Partition=normal
}

test_every_hint_reaches_slurm() {
    inside scontrol create reservation ReservationName=seminar Users=alice StartTime=2037-01-01 Duration=1 Nodes=n4 >/dev/null 2>&1 || true
    config 'qos = "normal"' 'constraint = "big"' 'nice = 50' 'exclude = ["n3"]' 'default_time = "2 h"'
    task 'true' 'memory: "300 MiB"'
    sed -i "s/version 1.2/version 1.1/; s/requirements {/runtime {\n        queue: 'low'\n        runtime_minutes: 90\n        slurm_account: 'lab'\n \
        slurm_constraint: 'std'\n        slurm_reservation: 'seminar'\n        slurm_licenses: 'matlab:1'\n        slurm_nice: 7\n        slurm_exclude: 'n2'/" task.wdl

    inspect

    expect_fields Account=lab QOS=normal Features=std Reservation=seminar Licenses=matlab:1 Nice=7 'ExcNodeList=n[2-3]' TimeLimit=01:30:00 Partition=low
}

test_an_input_overrides_a_hint() {
    config
    task 'true'
    sed -i 's/requirements {/hints { time_minutes: 10 }\n&/' task.wdl

    inspect work.hints.time_minutes=20 work.hints.slurm_partition=high

    expect_fields TimeLimit=00:20:00 Partition=high
}

test_conditions_see_what_the_task_asks_for() {
    config
    {
        echo '[[run.backends.cluster.sbatch.conditional]]'
        echo "condition = \"fpga || hint.speed == 'slow'\""
        echo 'args = ["--nice=1"]'
        echo '[[run.backends.cluster.sbatch.conditional]]'
        echo "condition = \"gpu && cpu == 2.0 && memory == 314572800 && disks == 5 && hint.speed == 'fast' && !defined(hint.absent)\""
        echo 'args = ["--nice=2", "--partition=high"]'
    } >>sprocket.toml
    task 'true' 'cpu: 2' 'memory: "300 MiB"' 'gpu: true' 'disks: "5 GiB"'
    sed -i 's/requirements {/hints { speed: "fast" }\n&/' task.wdl

    inspect

    expect_fields Nice=2 Partition=high TresPerNode=gres/gpu:1
}

test_a_task_gets_the_gpus_it_asks_for() {
    config 'gpu_slurm_partition = { name = "gpu" }' 'default_slurm_partition = { name = "normal" }' "job_prologue = 'env >\$HOME/$prefix/env'"
    task 'echo fine' 'gpu: true'
    sed -i 's/requirements {/hints { gpuCount: 3\n gpuType: "a100" }\n&/' task.wdl

    run sprocket run task.wdl

    expect_status 0
    expect_equal "$(jobs_of_scenario '%P %N %b')" 'gpu n3 gres/gpu:a100:3'
    expect_match "$root/home/alice/$prefix/env" '^CUDA_VISIBLE_DEVICES=[0-9]+,[0-9]+,[0-9]+$'
}

test_gpus_are_asked_for_as_the_site_wants() {
    config 'gpu_option = "gpus"' 'gpu_type = "tesla"' 'sbatch.args = ["--gres-flags=disable-binding"]'
    task 'true' 'gpu: true'

    inspect

    expect_fields TresPerJob=gres/gpu:tesla:1 Partition=normal
}

test_more_gpus_than_any_node_has_are_refused() {
    config
    task 'true' 'gpu: true'

    run sprocket run task.wdl work.hints.gpuCount=5

    expect_status 1
    expect_match stderr 'asks for 5 GPU.*have 4'
    expect_equal "$(jobs_of_scenario '%i')" ''
}

test_the_partition_that_fits_is_found() {
    config 'default_slurm_partition = { name = "auto" }'
    task 'echo fine' 'gpu: true'

    run sprocket -v run task.wdl work.hints.gpuType=a100 work.hints.gpuCount=4 work.hints.time_minutes=120

    expect_status 0
    expect_equal "$(jobs_of_scenario '%P %N')" 'normal n3'
    expect_match stderr "partition .normal. was chosen, since Slurm's default fits \(.short. allows at most 1 h, .bare. has no GPUs of type .a100., .closed. is DOWN\)"
}

test_what_fits_no_partition_is_refused_with_the_reasons() {
    config 'default_slurm_partition = { name = "auto" }'
    task 'true' 'memory: "20 GiB"'

    run sprocket run task.wdl

    expect_status 1
    expect_match stderr 'no partition .*.normal. gives at most 15.6 GiB of memory.*.closed. is DOWN|no partition .*.normal. gives at most 15.6 GiB'
    expect_equal "$(jobs_of_scenario '%i')" ''
}

test_more_memory_than_there_is_can_be_cut() {
    config
    sed -i 's/^\[run.backends/[run.task]\nmemory_limit_behavior = "try_with_max"\n&/' sprocket.toml
    task 'true' 'memory: "20 GiB"'

    inspect

    expect_fields MinMemoryNode=16000M
    expect_match stderr '20 GiB.*15.6 GiB.*runs with that'
}

test_nothing_of_the_submitting_shell_leaks_into_a_job() {
    config "job_prologue = 'env >\$HOME/$prefix/env; srun -n 1 true'"
    task 'env'
    sed -i 's/read_string(stdout())/"fine"/' task.wdl

    # As in a job with options of its own, for a user with settings that would send other jobs elsewhere.
    run as_alice 'export SBATCH_PARTITION=closed SBATCH_TIMELIMIT=1 SLURM_MEM_PER_CPU=50 SLURM_NTASKS=2 SQUEUE_FORMAT=%j PMI_RANK=3 \
        XDG_RUNTIME_DIR=/run/user/1 DBUS_SESSION_BUS_ADDRESS=x CUDA_VISIBLE_DEVICES=7 MINE=kept; sprocket run task.wdl'

    expect_status 0
    expect_equal "$(jobs_of_scenario '%P')" normal
    expect_clean_environment
    expect_in "$root/home/alice/$prefix/env" 'MINE=kept'
    expect_not_in out/runs/work/*/attempts/0/stdout 'MINE='
}

test_the_runner_can_itself_be_a_job() {
    config "job_prologue = 'env >\$HOME/$prefix/env; srun -n 1 true'"
    task 'echo fine' 'cpu: 2'

    run as_alice "sbatch --wait --parsable -J runner -o runner.out -n 2 --mem-per-cpu=100 --gres=gpu:1 -t 30 --wrap 'sprocket run task.wdl >stdout.inner 2>stderr.inner'"

    expect_status 0
    expect_json stdout.inner '."work.said"' fine
    expect_equal "$(jobs_of_scenario '%C %m %b')" '2 2G N/A'
    expect_clean_environment
}

# The job has its own SLURM_* and nothing of others.
expect_clean_environment() {
    local -r environment=$root/home/alice/$prefix/env
    expect_equal "$(grep -E '^(SBATCH_|SQUEUE_|PMI|XDG_|DBUS_|SLURM_MEM_PER_CPU|CUDA_VISIBLE_DEVICES)' "$environment")" ''
    expect_match "$environment" '^SLURM_NTASKS=1$'
    expect_match "$environment" '^SLURM_MEM_PER_NODE=2048$'
}
