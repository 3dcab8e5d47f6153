version 1.0

workflow wrong {
    output {
        Array[Int] result = read_json("data.json")
    }
}
