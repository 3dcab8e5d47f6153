version 1.2

task align {
  input {
    Array[Int] n
  }

  command <<<>>>
}
