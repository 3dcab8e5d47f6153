version 1.2

workflow overflow {
    input {
        Int large = 9223372036854775807
    }

    output {
        Int larger = large + 1
    }
}
