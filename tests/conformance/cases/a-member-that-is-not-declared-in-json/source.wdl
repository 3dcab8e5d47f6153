version 1.1

struct Point {
    Int x
}

workflow undeclared {
    output {
        Point point = read_json("point.json")
    }
}
