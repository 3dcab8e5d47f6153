version 1.1

# SPEC 1.1 "Stripping Leading Whitespace": where tabs and spaces are mixed, the white space stays as it is.
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
