version 1.0

struct Sample {
    String name
    Int depth
}

# Objects come from literals, maps and tables, and go to structs and tables.
task objects {
    input {
        Object given
        Map[String, Int] map
    }

    Object literal = object { name: "s1", depth: 30 }
    Object from_map = map

    command <<<
        cat ~{write_object(literal)} >literal.tsv
        printf 'name\tdepth\ns2\t40\n' >one.tsv
        printf 'name\tdepth\ns3\t50\ns4\t60\n' >many.tsv
    >>>

    output {
        Sample from_literal = literal
        Sample from_table = read_object("one.tsv")
        Array[Object] from_tables = read_objects("many.tsv")
        Array[Array[String]] written = read_tsv("literal.tsv")
        Int member = given.count
        Object passed = from_map
    }
}
