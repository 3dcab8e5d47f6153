version 1.1

struct Node {
  String name
  Array[Edge] edges
}

struct Edge {
  Node? to
}

struct Pair2 {
  Int a
  Strin b
  Float a
}

struct Point {
  Int x
  Int y
  String? label
}

struct Point {
  Int z
}

task t {
  input {
    Point p
  }

  Point ok = Point { x: 1, y: 2 }
  Point missing = Point { x: 1 }
  Point unknown = Point { x: 1, y: 2, lable: "a" }
  Point wrong = Point { x: "one", y: 2, y: 3 }
  Point from_map = { "x": 1, "y": 2 }
  Point bad_map = { "x": 1, "z": 2 }
  Point from_object = object { x: 1, y: 2.5 }
  Pnt nothing = Pnt { x: 1 }
  Int sum = ok.x + missing.y + unknown.x + wrong.y + from_map.x + bad_map.x + from_object.x + p.w

  command <<<
    ~{sum} ~{nothing}
  >>>
}
