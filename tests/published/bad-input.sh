# What a user might get wrong: each is told in one screen, with the place and the remedy, and nothing runs.

document() {
    cat >greet.wdl <<'END'
version 1.2

task greet {
    input {
        String name
        Int times = 1
        File? letter
    }

    command <<<
        for i in $(seq ~{times}); do echo 'hello ~{name}'; done
    >>>

    output {
        Array[String] said = read_lines(stdout())
    }
}
END
}

# expect_refusal CODE TEXT...: ends with that exit code, shows each text, in one screen, and has begun no run.
expect_refusal() {
    local text
    expect_status "$1"
    for text in "${@:2}"; do
        expect_in stderr "$text"
    done
    expect_equal "$(cat stdout)" ''
    expect_one_screen stderr
    [ ! -d out/runs ] || fail 'expected no run directory'
}

test_nothing_at_all() {
    run sprocket

    expect_refusal 2 'run' 'check'
}

test_an_unknown_command() {
    run sprocket rum

    expect_refusal 2 'error[CLI0001]' 'rum' 'run'
}

test_a_document_that_is_not_there() {
    run sprocket run missing.wdl

    expect_refusal 2 'missing.wdl'
}

test_a_document_that_is_no_wdl() {
    document
    sed -i 's/String name/String = name/' greet.wdl

    run sprocket run greet.wdl name=you

    expect_refusal 2 'greet.wdl:5:16' 'String = name' '^'
}

test_a_configuration_that_cannot_be_read() {
    document
    echo 'run = {' >sprocket.toml

    run sprocket run greet.wdl name=you

    expect_refusal 2 'sprocket.toml:1' '^'
}

test_a_configuration_that_is_a_directory() {
    document
    mkdir sprocket.toml

    run sprocket run greet.wdl name=you

    expect_refusal 2 'sprocket.toml'
}

test_a_key_that_is_misspelt() {
    document
    printf '[run]\noutput_dirr = "x"\n' >sprocket.toml

    run sprocket run greet.wdl name=you

    expect_refusal 2 'sprocket.toml:2:1' 'output_dirr' 'output_dir'
}

test_a_backend_that_is_not_configured() {
    document

    run sprocket run greet.wdl name=you --backend cluster

    expect_refusal 2 'cluster'
}

test_an_input_that_is_required() {
    document

    run sprocket run greet.wdl

    expect_refusal 2 'name' 'String'
}

test_an_input_of_another_type() {
    document
    printf '{\n  "greet.name": "you",\n  "greet.times": "often"\n}\n' >inputs.json

    run sprocket run greet.wdl @inputs.json

    expect_refusal 2 'inputs.json:3' 'times' 'Int'
}

test_an_input_that_is_misspelt() {
    document

    run sprocket run greet.wdl nam=you

    expect_refusal 2 'nam' 'name'
}

test_an_inputs_file_that_is_not_there() {
    document

    run sprocket run greet.wdl @missing.json

    expect_refusal 2 'missing.json'
}

test_an_inputs_file_that_is_no_json() {
    document
    echo '{ "greet.name": ' >inputs.json

    run sprocket run greet.wdl @inputs.json

    expect_refusal 2 'inputs.json:'
}

test_a_file_that_is_not_there() {
    document

    run sprocket run greet.wdl name=you letter=missing.txt

    expect_refusal 2 'missing.txt'
}

test_a_target_that_is_not_there() {
    document

    run sprocket run greet.wdl -t great name=you

    expect_refusal 2 'great' 'greet'
}

test_an_output_directory_without_a_name() {
    document

    run sprocket run greet.wdl name=you -o ''

    expect_refusal 2 'error[CLI0001]' '--output-dir is empty'
}

test_an_output_directory_that_cannot_be_written() {
    document
    echo 'no directory' >out

    run sprocket run greet.wdl name=you -o out

    expect_refusal 3 'out'
}

test_a_disk_that_is_full() {
    unshare --mount --user --map-root-user true 2>/dev/null || skip 'this user may not make a mount namespace'
    document
    mkdir out
    on_full_disk() {
        unshare --mount --user --map-root-user bash -euc '
            mount -t tmpfs -o size=4k none out
            : >out/fills-the-only-page
            head -c 4096 /dev/zero >out/fills-the-only-page
            "$@"' bash "$binary" "$@"
    }

    run on_full_disk run greet.wdl name=you -o out

    expect_refusal 3 'error[RUN0301]' 'the disk is full' 'out'
}

# backend TYPE: a configuration with one backend, of that type.
backend() {
    cat >sprocket.toml <<END
[run]
backend = "site"
experimental_features_enabled = true
[run.backends.site]
type = "$1"
END
}

test_a_cluster_that_is_not_there() {
    document
    backend slurm_apptainer
    mkdir bin

    run env PATH="$work/bin" "$binary" run greet.wdl name=you -o out

    expect_refusal 3 'error[RUN0202]' 'sbatch'
}

test_a_cluster_that_does_not_answer() {
    document
    backend slurm_apptainer
    mkdir bin
    local command
    for command in apptainer sbatch scancel scontrol sinfo squeue; do
        cat >bin/$command <<'END'
#!/bin/sh
echo 'slurm_load_ctl_conf error: Unable to contact slurm controller (connect failure)' >&2
exit 1
END
        chmod +x bin/$command
    done

    run env PATH="$PWD/bin:$PATH" "$binary" run greet.wdl name=you -o out

    expect_refusal 3 'error[RUN0203]' 'Unable to contact slurm controller'
}

test_containers_without_a_runtime() {
    document
    backend apptainer
    mkdir bin

    run env PATH="$work/bin" "$binary" run greet.wdl name=you -o out

    expect_refusal 3 'error[RUN0201]' 'apptainer'
}

test_a_help_topic_that_is_not_there() {
    run sprocket help nothing

    expect_refusal 2 'error[CLI0002]' 'quickstart'
}

test_a_command_in_place_of_a_help_topic() {
    run sprocket help run

    expect_refusal 2 'error[CLI0002]' 'sprocket run --help'
}

test_an_argument_that_is_required() {
    run sprocket inputs
    expect_refusal 2 'error[CLI0001]' 'needs SOURCE'

    run sprocket attach
    expect_refusal 2 'error[CLI0001]' 'needs RUN_DIR'

    run sprocket run --stats
    expect_refusal 2 'error[CLI0001]' 'needs SOURCE'
}

test_an_option_without_its_value() {
    local option
    for option in --resume --backend --output-dir --set; do
        run sprocket run "$option"
        expect_refusal 2 'error[CLI0001]'
    done

    run sprocket run --resume
    expect_refusal 2 'error[CLI0001]' '--resume'
}

test_a_colour_mode_that_is_not_there() {
    run sprocket check --color purple
    expect_refusal 2 'error[CLI0001]' 'purple' 'never'

    run sprocket check --color
    expect_refusal 2 'error[CLI0001]' '--color'
}

test_a_sign_for_a_file_without_its_name() {
    document

    run sprocket run greet.wdl @

    expect_refusal 2 'error[INP0002]' '`@`'
}

# as_nobody COMMAND...: as a user for whom permissions hold.
as_nobody() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        "$@"
    fi
}

require_nobody() {
    chmod 755 .
    as_nobody "$binary" --version || skip 'others may not run this binary'
}

test_a_directory_that_may_not_be_searched() {
    require_nobody
    mkdir -p documents/closed
    document
    mv greet.wdl documents
    chmod 0 documents/closed

    run as_nobody "$binary" check documents

    chmod 755 documents/closed
    expect_refusal 2 'error[CLI0005]' 'documents/closed'
}

test_files_that_may_not_be_read() {
    require_nobody
    document
    echo '{ "greet.name": "you" }' >inputs.json
    cp greet.wdl closed.wdl
    chmod 0 closed.wdl inputs.json

    run as_nobody "$binary" check closed.wdl
    expect_refusal 2 'error[WDL1001]' 'closed.wdl' 'permission is denied'

    run as_nobody "$binary" validate greet.wdl @inputs.json
    expect_refusal 2 'error[INP0003]' 'inputs.json' 'permission is denied'
}

test_a_directory_that_leads_to_itself() {
    mkdir documents
    document
    mv greet.wdl documents
    ln -s ../documents documents/again

    run sprocket check documents

    expect_status 0
    expect_equal "$(cat stderr)" ''
}

test_warnings_that_are_denied_are_shown_even_when_quiet() {
    printf 'version 1.2\nworkflow w { input { String s } Int x = s }\n' >warned.wdl

    run sprocket check --quiet --deny-warnings warned.wdl

    expect_refusal 2 'warning[WDL2004]'
}

test_a_directory_without_documents() {
    mkdir empty

    run sprocket check empty

    expect_refusal 2 'error[CLI0003]' 'empty'
}

test_a_code_that_is_not_there() {
    run sprocket explain WDL9999

    expect_refusal 2 'error[CLI0004]' 'WDL9999'
}

test_an_option_that_is_not_known() {
    run sprocket run --not-known greet.wdl

    expect_refusal 2 'not-known'
}

test_a_document_that_is_not_utf_8() {
    printf 'version 1.2\nworkflow w { String x = "\xff" }\n' >bytes.wdl

    run sprocket check bytes.wdl

    expect_refusal 2 'WDL1002' 'UTF-8'
}

test_a_document_of_ten_thousand_levels() {
    { printf 'version 1.2\nworkflow w { Int x = '; printf '(%.0s' {1..10000}; printf '1'; printf ')%.0s' {1..10000}; echo ' }'; } >deep.wdl

    run sprocket check deep.wdl

    expect_refusal 2 'WDL0019'
}

test_a_document_of_one_line_of_100_megabytes() {
    { printf 'version 1.2\nworkflow w { Int x = '; head -c 100000000 /dev/zero | tr '\0' '9'; echo ' }'; } >line.wdl

    run sprocket check line.wdl

    expect_refusal 2 'error[WDL'
}

test_a_document_of_a_gigabyte() {
    truncate -s 1G large.wdl

    run sprocket check large.wdl

    expect_refusal 2 'error[WDL1003]'
}

test_an_import_that_cannot_be_fetched() {
    printf 'version 1.2\nimport "http://127.0.0.1:1/tasks.wdl" as tasks\n' >remote.wdl

    run sprocket check remote.wdl

    expect_refusal 2 'WDL1004' 'http://127.0.0.1:1/tasks.wdl' 'help:'
}
