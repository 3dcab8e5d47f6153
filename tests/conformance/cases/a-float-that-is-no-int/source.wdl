version 1.0

workflow wrong {
    output {
        Int result = floor(1e19)
    }
}
