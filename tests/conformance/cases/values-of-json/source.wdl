version 1.0

workflow values {
    output {
        Int number = read_json("object.json").a
        Int deep = read_json("object.json").b.c[1]
        Array[Map[String, String]] maps = read_json("rows.json")
        Array[Int?] optional = read_json("nulls.json")
        Map[String, String?] of_nulls = read_json("null-member.json")
        Int? none = read_json("null.json")
        Float float = read_json("int.json")
    }
}
