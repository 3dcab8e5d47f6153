version 1.1

struct S {
  Int a = 1
  String b
  Array[Int] c = [1, 2]
}
