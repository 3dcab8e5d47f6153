version 1.2

struct Point {
  Int x
  Int? y
}

# SPEC 1.2 "Struct/Object Coercion from Map": what the struct does not have is ignored, which may be a slip.
workflow w {
  output {
    Point from_map = { "x": 1, "Y": 2 }
    Point from_object = object { x: 1, z: 2 }
  }
}
