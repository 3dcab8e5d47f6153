# What works on the cluster.
source "$repository/tests/cluster/library.sh"

test_a_task_runs_in_its_container_and_its_output_comes_back() {
    config
    task 'test -e /.singularity.d; echo "from a container: $?"'

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' 'from a container: 0'
    expect_match stderr 'job [0-9]+'
    expect_match stderr 'n[1-4]'
}

test_a_scatter_runs_on_more_than_one_node() {
    config
    cat >scatter.wdl <<END
version 1.2
task wait {
    input {
        Int i
    }
    command <<< sleep 3; echo ~{i} >>>
    output {
        Int said = read_int(stdout())
    }
    requirements {
        container: "$shell_image"
        cpu: 5
        memory: "256 MiB"
    }
}
workflow spread {
    scatter (i in range(4)) {
        call wait { i }
    }
    output {
        Array[Int] said = wait.said
    }
}
END

    run sprocket run scatter.wdl

    expect_status 0
    expect_json stdout '."spread.said" | tojson' '[0,1,2,3]'
    local -r nodes=$(jobs_of_scenario '%N' | sort -u | wc -l)
    [ "$nodes" -ge 2 ] || fail "expected two nodes or more, found $nodes"
}

test_what_a_task_asks_for_is_what_slurm_is_asked_for() {
    config
    task 'sleep 1' 'cpu: 3' 'memory: "300 MiB"'

    run sprocket run task.wdl

    expect_status 0
    expect_equal "$(jobs_of_scenario '%C %m')" '3 300M'
}

test_an_image_comes_from_a_registry() {
    config
    task 'echo pulled' "container: \"$shell_image_in_registry\""

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' pulled
}

test_inputs_may_have_any_name() {
    local -r name="it's \$HOME, \"a b\": 50%.txt"
    config
    echo 'what is in it' >"$name"
    # `squote` escapes nothing, so the task reads the name from a here-document, in which nothing has a meaning.
    cat >copy.wdl <<END
version 1.2
task copy {
    input {
        File file
    }
    command <<<
        read -r name <<'NAME'
        ~{file}
        NAME
        cat "\$name"
    >>>
    output {
        String said = read_string(stdout())
    }
    requirements {
        container: "$shell_image"
    }
}
END
    jq -n --arg file "$name" '{"copy.file": $file}' >inputs.json

    run sprocket run copy.wdl @inputs.json

    expect_status 0
    expect_json stdout '."copy.said"' 'what is in it'
}

test_an_attempt_that_fails_is_tried_again() {
    config
    task 'echo "attempt ~{task.attempt}"; [ ~{task.attempt} = 1 ]' 'max_retries: 2'

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' 'attempt 1'
    expect_equal "$(jobs_of_scenario '%i' | wc -l)" 2
}

test_the_attempt_directory_has_all_that_is_needed_to_look_into_it() {
    local attempt
    config
    task 'echo out; echo err >&2'

    run sprocket run task.wdl

    expect_status 0
    attempt=out/runs/work/_latest/attempts/0
    expect_in $attempt/command 'echo out'
    expect_equal "$(cat $attempt/stdout)" out
    expect_equal "$(cat $attempt/stderr)" err
    expect_json $attempt/outcome.json '.exit_code' 0
    [ -d $attempt/work ] || fail 'expected a work directory'
}
