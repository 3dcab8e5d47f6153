version 1.1

workflow w {
  input {
    Int?? a
    Array[Int]?+ b
    Int+ c
    Array d
    Map[String] e
    Pair[Int, ] f
    Array[Int g
    Array[Array[Int?]+?]+ h
    [Int] i
    Object j
    Array[Int]++ k
  }
}
