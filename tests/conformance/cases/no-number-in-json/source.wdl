version 1.0

workflow wrong {
    output {
        Float result = read_json("data.json")
    }
}
