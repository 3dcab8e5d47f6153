# What a command sees in its container: its inputs and nothing else, whatever things are called.
source "$repository/tests/cluster/library.sh"

# hostile_names: names, each ended by a NUL, that mean something to a shell, to a mount or to a list of them.
hostile_names() {
    printf '%s\0' 'two words' "it's" 'say "hi"' 'a,b' 'c:d' '$(touch pwned)' '`id`' '$HOME' '-rf' 'back\slash' 'trailing\' \
        $'line\nbreak' $'tab\there' 'é 日本語' '*' '?[x]' '~' 'a=b' '%s%d' '#hash' '{a,b}' '!x' 'ro' ' leading' 'trailing ' '|;&<>()'
}

# Each file's name and content arrive, and the name of the run's own directory is hostile, too.
test_any_name_arrives_as_it_is() {
    local -r place=$'out, $(x) "q" it\'s: \\ é'
    local name i=0
    config
    sed -i '/^output_dir/d' sprocket.toml
    mkdir files
    hostile_names | while IFS= read -r -d '' name; do
        i=$((i + 1))
        printf 'content %s' "$i" >"files/$name"
    done
    cat >names.wdl <<END
version 1.2
task names {
    input {
        Array[File] files
        env String text
        Map[String, String] more = {}
    }
    File list = write_lines(prefix("", files))
    command <<<
        set -e
        cd /mnt/task/inputs/0
        for file in * .*; do
            [ -f "\$file" ] || continue
            printf '%s\0' "\$file" >>/mnt/task/work/names
            cat -- "\$file" >>/mnt/task/work/contents
            printf '\n' >>/mnt/task/work/contents
            if : 2>/dev/null >>"\$file"; then echo writable >>/mnt/task/work/contents; fi
        done
        printf '%s' "\$text" >/mnt/task/work/text
    >>>
    output {
        File names = "names"
        File contents = "contents"
        File text_out = "text"
    }
    requirements {
        container: "$shell_image"
    }
}
END
    hostile_names >expected
    jq -Rs --arg dir "$(inside_path files)/" '{"names.files": [split("\u0000")[] | select(. != "") | $dir + .], "names.text": ("a\n\n$(id) `id` \"q\" '"'"' \\ é, b:c\t" + (. | gsub("\u0000"; "|")))}' expected >inputs.json

    run sprocket run names.wdl @inputs.json -o "$place"

    expect_status 0
    sort -z expected >expected.sorted
    sort -z "$(outside "$(jq -r '."names.names"' stdout)")" >found.sorted
    expect_same_files expected.sorted found.sorted
    expect_equal "$(sort -k 2 -n "$(outside "$(jq -r '."names.contents"' stdout)")")" "$(seq -f 'content %g' 26)"
    jq -j '."names.text"' inputs.json >text
    expect_same_files text "$(outside "$(jq -r '."names.text_out"' stdout)")"
    [ ! -e pwned ] || fail 'a name was run by a shell'
}

outside() {
    echo "$root$1"
}

inside_path() {
    echo "${PWD#"$root"}/$1"
}

test_a_command_sees_nothing_of_its_host() {
    config
    task 'echo "$(ls -A "$HOME" | wc -l) $(ls -A /tmp | wc -l) ${SECRET:-none} $(ls /srv 2>&1 | wc -l) $(ps | wc -l)"; ls /mnt/task >&2'
    export_secret='SECRET=s APPTAINERENV_SECRET=s SINGULARITYENV_SECRET=s APPTAINER_BIND=/srv APPTAINER_BINDPATH=/srv'

    run as_alice "env $export_secret sprocket run task.wdl"

    expect_status 0
    expect_match out/runs/work/_latest/attempts/0/stdout '^0 0 none 1 [0-9]$'
    expect_equal "$(paste -sd ' ' out/runs/work/_latest/attempts/0/stderr)" 'command stderr stdout task.sh work'
}

test_many_inputs_are_few_mounts() {
    local i
    config
    mkdir parts && (cd parts && seq 0 999 | xargs mkdir)
    for ((i = 0; i < 1000; i++)); do
        echo "$i" >"parts/$i/part.txt"
    done
    cat >many.wdl <<END
version 1.2
task many {
    input {
        Array[File] parts
    }
    command <<<
        cat ~{sep=" " parts} | wc -l
        grep -c ' /mnt/task/inputs' /proc/mounts
        touch ~{parts[0]} 2>/dev/null && echo writable || echo read-only
    >>>
    output {
        Array[String] said = read_lines(stdout())
        File last = parts[999]
    }
    requirements {
        container: "$shell_image"
    }
}
END
    seq 0 999 | jq -Rn '{"many.parts": [inputs | "parts/\(.)/part.txt"]}' >inputs.json

    run sprocket run many.wdl @inputs.json

    expect_status 0
    expect_json stdout '."many.said" | tojson' '["1000","1","read-only"]'
    expect_json stdout '."many.last"' "$(inside_path parts/999/part.txt)"
}

# What lies beside the inputs stays hidden, though they are too many to be mounted one by one anywhere else.
test_inputs_in_a_home_do_not_show_the_home() {
    local i
    config
    as_alice 'mkdir home home/.ssh && echo secret >home/.ssh/hidden-key'
    for ((i = 0; i < 100; i++)); do
        echo "$i" >"home/part $i, \"a\":b"$'\n'c
    done
    cat >parts.wdl <<END
version 1.2
task parts {
    input {
        Array[File] parts
    }
    command <<<
        cd "\$(dirname "~{parts[0]}")"
        cat -- part* | sort -n | tail -n 1
        find . -mindepth 1 -maxdepth 1 -exec echo x ';' | wc -l
        find / -name hidden-key | wc -l
    >>>
    output {
        Array[String] said = read_lines(stdout())
        File last = parts[99]
    }
    requirements {
        container: "$shell_image"
    }
}
END
    seq 0 99 | jq -Rn '{"parts.parts": [inputs | "home/part \(.), \"a\":b\nc"]}' >inputs.json

    run as_alice "env HOME=$(inside_path home) sprocket run parts.wdl @inputs.json"

    expect_status 0
    expect_json stdout '."parts.said" | tojson' '["99","100","0"]'
    expect_json stdout '."parts.last"' "$(inside_path 'home/part 99, "a":b')"$'\n'c
}

test_temporary_files_are_on_the_nodes_scratch_and_go_with_the_command() {
    config 'apptainer.scratch_dir = "/var/tmp/$USER-$SLURM_JOB_ID"'
    task 'echo x >/tmp/x; mkdir -m 500 /tmp/closed; df /tmp | tail -n 1; [ "$(df -m /tmp | awk "END { print \$4 }")" -gt 100 ] && echo large'

    run sprocket run task.wdl

    expect_status 0
    expect_match stdout 'large'
    expect_equal "$(inside bash -c 'ls -d /var/tmp/alice-*/* 2>/dev/null')" ''
}

test_an_image_keeps_its_path_and_may_be_writable() {
    [ "$CLUSTER_CONTAINERS" = apptainer ] || skip 'what is installed setuid writes only where the image lets the user'
    config 'apptainer.writable_tmpfs = true'
    task 'touch /bin/new && echo "$PATH"'

    run sprocket run task.wdl

    expect_status 0
    expect_match stdout '/usr/local/sbin:/usr/local/bin'
}

test_the_runtimes_other_name_will_do() {
    config 'apptainer.executable = "singularity"'
    task 'echo "$CHECKED"'
    sed -i 's/^    command/    input {\n        env String CHECKED = "$(id) it'\''s"\n    }\n    command/' task.wdl

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' "\$(id) it's"
}

test_a_task_with_a_gpu_gets_the_drivers() {
    config 'gpu_slurm_partition = { name = "gpu" }'
    task 'echo "$CUDA_VISIBLE_DEVICES"' 'gpu: true'

    run sprocket run task.wdl

    expect_status 0
    expect_match stdout '"work.said": "[0-9]'
    expect_in out/runs/work/_latest/attempts/0/apptainer_command 'gpu='\''auto'\'''
}
