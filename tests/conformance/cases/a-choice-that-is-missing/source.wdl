version 1.3

enum Level {
    Low,, High
}

workflow levels {
    output {
        Level level = Level.High
    }
}
