version 1.0

workflow wrong {
    output {
        Object result = read_json("data.txt")
    }
}
