version 1.1

# SPEC "read_json": "all the elements of the array must be coercible to the same type, or an error is raised".
workflow wrong {
    output {
        Array[String] result = read_json("data.json")
    }
}
