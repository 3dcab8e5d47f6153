version 1.3

enum Color {
  Red,
  Green
}

struct Sample {
  String name
  Array[Int] lanes
  Int? rank
}

task align {
  input {
    Int n
    Float ratio
    Boolean flag
    Array[Int]+ list
    Map[String, Int] counts
    Pair[Int, Int] pair
    Sample sample
    Sample other
    Color color
    Int? maybe
    String s
  }

  command <<<>>>
}
