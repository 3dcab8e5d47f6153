version 1.2

workflow range {
    input {
        Float large = 1e200
    }

    output {
        Float larger = large * large
    }
}
