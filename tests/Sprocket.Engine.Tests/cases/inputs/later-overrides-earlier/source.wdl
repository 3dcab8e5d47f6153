version 1.2

task align {
  input {
    Int n
    Int m
    Array[Int] list
    Array[Int] kept
  }

  command <<<>>>
}
