version 1.0

workflow wrong {
    output {
        Boolean result = read_boolean("data.txt")
    }
}
