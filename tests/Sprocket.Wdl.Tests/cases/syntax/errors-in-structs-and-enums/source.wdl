version 1.3

struct {
  Int a
}

struct B
  Int b
}

struct C {
  Int
  String d
  call x
  Int e
}

enum F {
  A B,
  C = ,
  1,
  D
}

enum G[Int {
  A = 1
}
