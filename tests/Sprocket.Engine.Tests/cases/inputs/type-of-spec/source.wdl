version 1.2

struct Some {
  String fieldA
  Int fieldB
  File fieldC
}

workflow wf {
  input {
    Int int_val
    Array[Int] my_ints
    File ref_file
    Some some_struct
    Map[Int, String] names
    Pair[Int, Map[String, Boolean]] pair
    Object any
    String number
  }
}
