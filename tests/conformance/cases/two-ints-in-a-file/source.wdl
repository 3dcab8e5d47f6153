version 1.0

workflow wrong {
    output {
        Int result = read_int("data.txt")
    }
}
