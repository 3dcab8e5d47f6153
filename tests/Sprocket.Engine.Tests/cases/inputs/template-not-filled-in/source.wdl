version 1.2

task align {
  input {
    Int n
    Array[File] files
    Map[String, Int] counts
  }

  command <<<>>>
}
