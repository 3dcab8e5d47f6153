version 1.2

# SPEC 1.2 "Command Section": a tab counts as one character, as a space does.
task mixed {
    command <<<
    cat <<'TEXT'
	one
    two
	TEXT
    >>>

    output {
        Array[String] lines = read_lines(stdout())
    }
}
