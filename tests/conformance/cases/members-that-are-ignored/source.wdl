version 1.2

struct Point {
    Int x
    Int? y
}

workflow ignored {
    Map[String, Int] map = { "x": 2, "z": 3 }

    output {
        # SPEC 1.2 "Custom Types (Structs)": what the struct does not have is ignored.
        Point literal = { "x": 1, "z": 2 }
        Point of_object = object { x: 1, z: "text" }
        Point of_map = map
        Point of_json = read_json("point.json")
    }
}
