version 1.1

struct Team {
  Array[String] names
}
