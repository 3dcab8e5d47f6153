version 1.0

# Commands are run by bash without options: a command that fails does not end them, and a pipe is as its last command.
task shell {
    command <<<
        items=(1 2 3)
        echo "${#items[@]}"
        [[ x == x ]] && echo yes
        false
        false | true && echo piped
        printf '%s\n' 'ä😀'
    >>>

    output {
        Array[String] lines = read_lines(stdout())
    }
}
