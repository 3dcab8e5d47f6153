version 1.3

enum Level {
    Low,
    High
}

workflow choosing {
    input {
        Level level
    }

    output {
        String name = "~{level}"
    }
}
