version 1.2

task align {
  input {
    Array[Int] numbers
  }

  command <<<>>>
}
