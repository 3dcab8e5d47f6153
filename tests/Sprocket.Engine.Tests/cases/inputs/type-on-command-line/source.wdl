version 1.2

task align {
  input {
    Int n
    Array[Int] list
    Boolean flag
  }

  command <<<>>>
}
