# What fails, or is stopped, while it runs on this machine: exit code 1 with all that helps, or 130.

# task COMMAND: a document task.wdl with one task `work` that runs COMMAND on this machine.
task() {
    printf 'version 1.2\ntask work {\n    command <<<\n%s\n    >>>\n}\n' "$1" >task.wdl
}

# begin ARGUMENT...: starts `sprocket run ARGUMENT...` and goes on; `finish` waits for its end.
begin() {
    ran="sprocket run $*"
    # What a shell starts in the background ignores SIGINT, unless told otherwise.
    env --default-signal=INT,TERM,HUP "$binary" run "$@" >stdout 2>stderr &
    process=$!
}

finish() {
    status=0
    wait "$process" || status=$?
}

tear_down() {
    [ ! -e "$work/sleeper" ] || kill "$(cat "$work/sleeper")" 2>/dev/null
}

# A task that says which process it is, and then takes long.
begin_long_run() {
    task "echo \$\$ >'$work/sleeper.new'; mv '$work/sleeper.new' '$work/sleeper'; exec sleep 200"
    begin task.wdl "$@"
    wait_until 20 test -s sleeper
}

expect_ended() {
    ! kill -0 "$(cat sleeper)" 2>/dev/null || fail 'expected the command to have ended'
}

test_a_task_that_fails_says_all_that_helps() {
    task 'echo "the last words" >&2; exit 3'

    run sprocket run task.wdl

    expect_status 1
    expect_in stderr 'error[RUN0101]'
    expect_in stderr 'exit code 3'
    expect_in stderr 'task.wdl:2:6'
    expect_in stderr 'the last words'
    expect_match stderr "$work/out/runs/work/[^/]+/attempts/0/stderr"
    expect_equal "$(cat stdout)" ''
    expect_one_screen stderr
}

test_a_shell_that_is_not_there_is_told_apart_from_a_program() {
    task 'true'

    run sprocket run task.wdl --set run.task.shell=no-such-shell

    expect_status 1
    expect_in stderr 'this machine has no `no-such-shell`: set `run.task.shell` to a shell that it has, such as `sh`'
}

test_of_many_calls_that_fail_alike_a_few_are_told_in_full() {
    cat >scatter.wdl <<'END'
version 1.2
task work {
    input {
        Int i
    }
    command <<< sleep 1; exit 3 >>>
    requirements {
        cpu: 0.1
        memory: "16 MiB"
    }
}
workflow many {
    scatter (i in range(9)) {
        call work { i }
    }
}
END

    run sprocket run scatter.wdl

    expect_status 1
    expect_equal "$(grep -c '^error\[RUN0101\]: `work-' stderr)" 3
    expect_match stderr '^error\[RUN0101\]: 6 more calls of it failed in the same way: (`work-[0-8]`(, )?){6}$'
}

test_an_output_whose_name_is_not_utf8_is_named() {
    task "touch ok.txt \$'lat\\xe9.txt'"
    sed -i 's/^}/    output { Array[File] found = glob("*.txt") }\n}/' task.wdl

    run sprocket run task.wdl

    expect_status 1
    expect_in stderr '`glob`: the name of `lat�.txt` is not UTF-8'
    expect_equal "$(cat stdout)" ''
    expect_one_screen stderr
}

test_the_first_interrupt_starts_nothing_new() {
    cat >two.wdl <<END
version 1.2
task first {
    command <<< touch '$work/running'; sleep 2 >>>
    output {
        Int n = 1
    }
}
task second {
    input {
        Int n
    }
    command <<< touch '$work/second' >>>
}
workflow two {
    call first
    call second { n = first.n }
}
END
    begin two.wdl
    wait_until 20 test -e running

    kill -INT "$process"
    finish

    expect_status 130
    expect_in stderr 'first: done'
    [ ! -e second ] || fail 'expected the second task not to run'
}

test_a_second_interrupt_ends_what_runs() {
    begin_long_run

    kill -INT "$process"
    sleep 0.5
    kill -INT "$process"
    finish

    expect_status 130
    expect_ended
    expect_one_screen stderr
}

test_a_second_termination_ends_what_runs() {
    begin_long_run

    kill -TERM "$process"
    sleep 0.5
    kill -TERM "$process"
    finish

    expect_status 130
    expect_ended
}

test_where_the_run_fails_fast_a_hangup_ends_what_runs() {
    begin_long_run --set run.fail=fast

    kill -HUP "$process"
    finish

    expect_status 130
    expect_ended
}

test_where_the_run_fails_fast_the_first_interrupt_ends_what_runs() {
    begin_long_run --set run.fail=fast

    kill -INT "$process"
    finish

    expect_status 130
    expect_ended
}
