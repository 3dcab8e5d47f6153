# Slurm's commands have the faults of a bad day (../faulty): every run still ends right, and no job is doubled or left.
# The faults are the same each time; FAULTY_ROUNDS goes on to others, each round with the next FAULTY_SEED, and
# FAULTY_SHARDS makes the scatter larger; then SCENARIO_SECONDS must be, too.
source "$repository/tests/cluster/library.sh"

readonly rounds=${FAULTY_ROUNDS:-1}
readonly shards=${FAULTY_SHARDS:-8}

# Links of Slurm's names, before the real ones for whatever as_alice starts.
shim() {
    local name
    install -m 755 "$cluster/faulty" faulty
    for name in sbatch squeue sacct scancel scontrol sinfo; do
        ln -s faulty "$name"
    done
}

# faulty ROUND: prints, for as_alice, the environment in which Slurm has the faults of that round.
faulty() {
    rm -f faults.log
    echo "PATH=\$PWD:\$PATH FAULTY_LOG=\$PWD/faults.log FAULTY_PERCENT=${FAULTY_PERCENT:-30} FAULTY_SEED=$((${FAULTY_SEED:-4} + $1))"
}

scatter() {
    cat >scatter.wdl <<WDL
version 1.2
task shard {
    input { Int i }
    command <<< sleep 1; echo ~{i} >>>
    output { Int said = read_int(stdout()) }
    requirements { container: "$shell_image" }
}
task fail {
    input { Array[Int] after }
    command <<< exit 7 >>>
    requirements { container: "$shell_image" }
}
workflow w {
    input { Boolean fails = false }
    scatter (i in range($shards)) { call shard { i } }
    call shard as last { i = length(shard.said) }
    if (fails) { call fail { after = shard.said } }
    output { Array[Int] said = shard.said  Int count = last.said }
}
WDL
}

expect_no_job_twice() {
    expect_match faults.log ' (deaf|mute|garbled|nonsense|crash|slow|greeting|hang): '
    # A job is told by its name, an element of an array by that and its index.
    expect_equal "$(inside squeue -h -r -t all -u alice -o '%j %K' | grep "^$prefix-" | sort | uniq -d)" ''
}

test_with_slurm_failing_often_a_run_succeeds() {
    local round
    config
    scatter
    shim

    for ((round = 0; round < rounds; round++)); do
        run as_alice "$(faulty "$round") sprocket run scatter.wdl"

        expect_status 0
        expect_json stdout '."w.said" | join(" ")' "$(seq -s ' ' 0 $((shards - 1)))"
        expect_json stdout '."w.count"' "$shards"
        expect_no_job_twice
        expect_no_job_left
    done
}

test_with_slurm_failing_often_a_run_that_fails_says_why() {
    local round
    config
    scatter
    shim

    for ((round = 0; round < rounds; round++)); do
        run as_alice "$(faulty "$round") sprocket run scatter.wdl fails=true"

        expect_status 1
        expect_match stderr 'exit code 7'
        expect_no_job_twice
        expect_no_job_left
    done
}

test_with_slurm_failing_often_a_run_that_is_stopped_leaves_no_job() {
    local round
    config
    task 'sleep 300'
    shim

    for ((round = 0; round < rounds; round++)); do
        rm -f status
        as_alice "$(faulty "$round") env --default-signal=TERM sprocket run task.wdl >stdout 2>stderr & \
            echo \$! >pid; wait \$!; echo \$? >status" &
        wait_until 120 has_job_or_end RUNNING
        signal TERM
        sleep 1
        signal TERM
        finish 200

        expect_status 130
        expect_no_job_left
    done
}

# late FIRST SECOND: an sbatch that says of the first job that it may have failed, and has Slurm take it only long after
# that, when it was submitted again; each of the two gets these options.
late() {
    cat >sbatch <<SH
#!/bin/bash
if mkdir "\${0%/*}/late" 2>/dev/null; then
    setsid bash -c 'sleep 12; exec /usr/bin/sbatch "\$@"' late $1 "\$@" >/dev/null 2>&1 &
    echo 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation' >&2
    exit 1
fi
exec /usr/bin/sbatch $2 "\$@"
SH
    chmod 755 sbatch
}

# expect_begun_by WHICH: of the two jobs, in the order of their ids, that one ran the command, and none is left.
expect_begun_by() {
    local -a jobs
    wait_until 30 has_jobs 2
    mapfile -t jobs < <(jobs_of_scenario %i | sort -n)
    expect_json out/runs/work/_latest/attempts/0/begun.json .job_id "${jobs[$1 - 1]}"
    expect_no_job_left
}

has_jobs() {
    [ "$(jobs_of_scenario %i | wc -l)" = "$1" ]
}

# The second waits until the first runs, and finds the attempt begun while it does.
test_a_job_that_slurm_takes_after_it_was_submitted_again_may_run_in_its_place() {
    config
    task 'sleep 50; echo done'
    late '' --begin=now+30

    run as_alice "PATH=\$PWD:\$PATH sprocket run task.wdl"

    expect_status 0
    expect_json stdout '."work.said"' done
    expect_match stderr 'Slurm had taken job [0-9]+ after all, which runs this attempt in the place of job [0-9]+'
    expect_begun_by 2
}

test_a_job_that_slurm_takes_after_it_was_submitted_again_does_not_stay_in_the_queue() {
    config
    task 'sleep 15; echo done'
    late --begin=now+3600 ''

    run as_alice "PATH=\$PWD:\$PATH sprocket run task.wdl"

    expect_status 0
    expect_begun_by 1
    expect_in <(jobs_of_scenario %T) CANCELLED
}

test_a_job_that_slurm_takes_after_the_run_was_cancelled_runs_nothing() {
    config
    task 'sleep 100'
    late '' --begin=now+3600

    as_alice "PATH=\$PWD:\$PATH env --default-signal=TERM sprocket run task.wdl >stdout 2>stderr & \
        echo \$! >pid; wait \$!; echo \$? >status" &
    wait_for_job PENDING >/dev/null
    signal TERM
    finish 60
    wait_until 30 has_jobs 2

    expect_status 130
    expect_no_job_left
    expect_json out/runs/work/_latest/attempts/0/begun.json 'has("job_id")' false
    expect_equal "$(jobs_of_scenario '%i %T' | sort -n | tail -n 1 | cut -d ' ' -f 2)" FAILED
}
