version 1.0

workflow wrong {
    output {
        Int result = read_json("data.json")
    }
}
