version 1.2

workflow division {
    input {
        Int parts = 0
    }

    output {
        Int share = 10 / parts
    }
}
