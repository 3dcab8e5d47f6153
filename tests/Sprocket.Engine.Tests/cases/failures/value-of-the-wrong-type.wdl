version 1.2

workflow type {
    input {
        String threads = "four"
    }

    output {
        Int count = threads
    }
}
