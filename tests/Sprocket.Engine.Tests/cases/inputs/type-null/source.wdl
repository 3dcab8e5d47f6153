version 1.2

task align {
  input {
    Int n
    Int with_default = 3
    Int? maybe
    Int? maybe_default = 4
    Array[Int?] list
  }

  command <<<>>>
}
