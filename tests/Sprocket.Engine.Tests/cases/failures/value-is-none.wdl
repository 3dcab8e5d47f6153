version 1.0

workflow none {
    input {
        Int? threads
    }

    output {
        Int twice = threads * 2
    }
}
