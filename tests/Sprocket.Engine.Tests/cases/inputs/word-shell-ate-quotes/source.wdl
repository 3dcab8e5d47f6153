version 1.2

task align {
  input {
    Array[String] names
    Map[String, Int] counts
  }

  command <<<>>>
}
