version 1.2

task align {
  input {
    File a
    Array[File] b
    File? c
    Directory d
    Map[String, File] e
  }

  command <<<>>>
}
