version 1.0

struct Row {
    String a
    String b
}

# What a function writes, another reads.
workflow trips {
    Row row = object { a: "1", b: "x y" }

    output {
        Array[String] lines = read_lines(write_lines(["", "a", ""]))
        Array[Int] numbers = read_lines(write_lines([1, 2]))
        Float no_lines = size(write_lines([]))
        Array[Array[String]] table = read_tsv(write_tsv([["a", ""], ["", "b"]]))
        Array[Array[String]] ragged = read_tsv(write_tsv([[1, 2], [3]]))
        Map[String, String] map = read_map(write_map({"b": "1", "a": "2"}))
        Map[Int, Float] converted = read_map(write_map({2: 1.5, 1: 2.0}))
        Object object_of_texts = read_object(write_object(object { b: 1.5, a: true }))
        Row row_of_table = read_object(write_object(row))
        Array[Row] rows = read_objects(write_objects([row, row]))
        Row row_of_json = read_json(write_json(row))
        Array[Float] floats = read_json(write_json([1, 2.5]))
        Map[String, Array[Int]] arrays = read_json(write_json({"b": [1], "a": []}))
        String text = read_json(write_json("x\"y"))
        String exact = read_string(write_json({"b": [1, 2], "a": [3]}))
        Boolean boolean = read_boolean(write_lines([true]))
    }
}
