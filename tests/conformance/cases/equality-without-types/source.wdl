version 1.0

struct Sample {
    Int id
    Array[Float] depths
    Map[String, Int] counts
    String? note
}

# What is read from JSON has no type of its own: equal is what says the same, whichever side it stands on.
workflow equality {
    Sample sample = object {id: 1, depths: [1, 2], counts: {"k": 1}}
    Object members = object {counts: {"k": 1}, depths: [1, 2], id: 1}
    Object more = object {counts: {"k": 1}, depths: [1, 2], id: 1, note: "x"}
    Map[String, Int] map = {"a": 1}

    output {
        Boolean struct_first = sample == read_json(write_json(sample))
        Boolean struct_last = read_json(write_json(sample)) == sample
        Boolean structs_within = read_json(write_json([sample])) == [sample]
        Boolean fraction_first = [1.5, 2.0] == read_json(write_json([1, 2]))
        Boolean fraction_last = read_json(write_json([1, 2])) == [1.5, 2.0]
        Boolean whole = read_json(write_json([1, 2])) == [1.0, 2.0]
        Boolean map_first = map == read_json(write_json(map))
        Boolean map_last = read_json(write_json(map)) == map
        Boolean other_length = read_json(write_json([1])) == [1, 2]
        Boolean other_form = read_json(write_json([1])) == map
        Boolean object_first = members == sample
        Boolean object_last = sample == members
        Boolean another_member = sample == more
        Boolean objects = members == more
    }
}
