version 1.0

# The white space that all lines share goes; what a line has beyond it stays.
task dedent {
    command <<<
        if true; then
            printf '%s\n' 'one'
        fi
        cat <<'END'
          two
        END
    >>>

    output {
        Array[String] lines = read_lines(stdout())
    }
}
