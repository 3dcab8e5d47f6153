version 1.2

task align {
  input {
    Int n
    Array[File] files
    Map[String, Float] weights
    String? note
  }

  command <<<>>>
}
